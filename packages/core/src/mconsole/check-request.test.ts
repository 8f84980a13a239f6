import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeAbilities } from './abilities.ts';
import { checkRequest } from './check-request.ts';
import { failureCode } from './testing/failure-code.ts';

const running = { kernelVersion: '6.1.176', paused: false };
const line = (text: string, context = running): string => checkRequest(text, context).line;

describe('checkRequest', () => {
  it.each([
    'version',
    'help',
    'cad',
    'config ubd0',
    'config ubdb=/disks/b.img',
    'config ubd2r=/a.cow,/b.img',
    'config con3=pts',
    'config vec0:transport=tap,ifname=tap0',
    'config mem=-16M',
    'remove vec0',
    'sysrq m',
    'proc meminfo',
    'proc 1/root/etc/os-release',
    'stack 1',
  ])('lets "%s" through as it is', (text) => expect(line(text)).toBe(text));

  it('takes blanks around a line, and ends a log line', () => {
    expect(line('  proc   uptime ')).toBe('proc uptime');
    expect(line('log two words')).toBe('log two words\n');
  });

  it.each([
    ['haltfoo', /no such command/],
    ['HALT', /no such command/],
    ['halt now', /no argument/],
    ['sysrq', /needs an argument/],
    ['sysrq mm', /one letter/],
    ['config vec0=transport=tap', /stands ":"/],
    ['config ubd0:/x', /stands "="/],
    ['config ubd16=/x', /not a device/],
    ['config mem=64M', /memory change/],
    ['proc ../etc', /neither starts/],
    ['proc /etc', /neither starts/],
    ['stack init', /whole number/],
    ['stack -1', /whole number/],
    ['log a\nhalt', /line break/],
    ['proc uptime\u0000', /control character/],
    [`log ${'ü'.repeat(300)}`, /at most 511/i],
    ['', /no such command/],
  ])('refuses "%s"', (text, message) => {
    expect(() => line(text)).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        field: 'line',
        message: expect.stringMatching(message),
      }),
    );
  });

  it.each([
    ['sysrq t', '6.1.176', false, 'MCONSOLE_HAZARD'],
    ['sysrq t', '7.2.7', false, null],
    ['sysrq t', null, false, 'MCONSOLE_HAZARD'],
    ['proc 1/fd/0', '7.2.7', false, 'MCONSOLE_HAZARD'],
    ['proc 1/root/dev/zero', '7.2.7', false, 'MCONSOLE_HAZARD'],
    ['proc 1/root//dev/tty1', '7.2.7', false, 'MCONSOLE_HAZARD'],
    ['proc kmsg', '6.1.176', false, 'MCONSOLE_HAZARD'],
    ['proc 1/root/etc/passwd', '7.2.7', true, 'MACHINE_PAUSED'],
    ['proc fs/ext4/ubda/mb_groups', '7.2.7', true, 'MACHINE_PAUSED'],
    ['config ubd1=/x', '7.2.7', true, 'MACHINE_PAUSED'],
    ['config ubd1=/x', '6.1.176', true, null],
    ['config ubd1', '7.2.7', true, null],
    ['config mem=-8M', '6.1.176', true, 'MACHINE_PAUSED'],
    ['sysrq m', '6.1.176', true, null],
  ] as const)('knows the danger of "%s" on %s, paused: %s', (text, kernelVersion, paused, code) => {
    expect(failureCode(() => checkRequest(text, { kernelVersion, paused }))).toBe(code);
  });

  it('never sends the kernel another command than it understood', () => {
    const start = fc.constantFrom('halt', 'config ', 'proc ', 'log ', 'sysrq ', 'stack ', 'remove ', '');
    fc.assert(
      fc.property(
        start,
        fc.string({
          unit: fc.constantFrom('a', '0', ' ', ':', '=', '/', '.', '-', '\n', '\0', 'ü', '😀'),
          maxLength: 600,
        }),
        (head, tail) => {
          const refusal = failureCode(() => line(head + tail));
          fc.pre(refusal === null);
          const checked = checkRequest(head + tail, running);
          expect(checked.line.split(/[ \n]/, 1)[0]).toBe(checked.command);
          expect(new TextEncoder().encode(checked.line).length).toBeLessThanOrEqual(511);
        },
      ),
    );
  });
});

describe('describeAbilities', () => {
  it('blocks what would kill this kernel, and says why', () => {
    const keyT = (version: string | null) => describeAbilities(version).sysrq.find(({ key }) => key === 't');
    expect(keyT('6.1.176')).toMatchObject({
      blocked: expect.stringContaining('panic') as string,
      lossless: false,
    });
    expect(keyT('7.2.7')).toMatchObject({ blocked: null, lossless: true });
    expect(keyT(null)?.blocked).not.toBeNull();
  });

  it.each([
    ['6.1.176', true],
    ['6.12.94', true],
    ['6.17.8', false],
    ['7.2.7', false],
    ['10.1', false],
  ])('knows whether %s has eth devices: %s', (version, has) => {
    const eth = describeAbilities(version).devices.find(({ prefix }) => prefix === 'eth');
    expect(eth?.blocked === null).toBe(has);
  });

  it('lists every command that checkRequest knows', () => {
    for (const { name } of describeAbilities('6.1.176').commands) {
      // Either it needs no argument, or one of these is one.
      const codes = ['', ' ubd0', ' m', ' 1', ' uptime'].map((argument) =>
        failureCode(() => line(name + argument)),
      );
      expect(codes).toContain(null);
    }
  });
});
