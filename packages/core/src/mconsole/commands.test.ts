import { isSafeWhileStopped } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  configQueryLine,
  configureLine,
  logLine,
  procLine,
  removeLine,
  stackLine,
  sysrqLine,
} from './commands.ts';
import { findHazard } from './hazards.ts';
import { failureCode } from './testing/failure-code.ts';

describe('command lines', () => {
  it.each([
    [configQueryLine('ubd0'), 'config ubd0'],
    [configQueryLine('ubdp'), 'config ubdp'],
    [configQueryLine('con15'), 'config con15'],
    [configureLine('ubd1r', '/a.cow,/b'), 'config ubd1r=/a.cow,/b'],
    [configureLine('con1', 'fd:3'), 'config con1=fd:3'],
    [configureLine('ssl63', 'pts'), 'config ssl63=pts'],
    [configureLine('vec0', 'transport=tap,ifname=tap0'), 'config vec0:transport=tap,ifname=tap0'],
    [configureLine('eth0', 'mcast'), 'config eth0=mcast'],
    [configureLine('mem', '-64M'), 'config mem=-64M'],
    [configureLine('virtio_uml.device', '/s:1'), 'config virtio_uml.device=/s:1'],
    [removeLine('vec3'), 'remove vec3'],
    [sysrqLine('s'), 'sysrq s'],
    [logLine('hello'), 'log hello\n'],
    [procLine('sys/kernel/hostname'), 'proc sys/kernel/hostname'],
    [stackLine(1), 'stack 1'],
  ])('%j', (line, expected) => {
    expect(line).toBe(expected);
  });

  it.each<[string, () => string]>([
    ['device', () => configQueryLine('ubd16')],
    ['device', () => configQueryLine('ubdq')],
    ['device', () => configQueryLine('con')],
    ['device', () => configQueryLine('con16')],
    ['device', () => configQueryLine('vec0')],
    ['device', () => configQueryLine('ubd0=/etc/shadow')],
    ['device', () => configureLine('ssl64', 'null')],
    ['device', () => configureLine('ubd0x', '/a')],
    ['device', () => configureLine('con1\n', 'null')],
    ['device', () => configureLine('iomem', 'x,/y')],
    ['value', () => configureLine('con1', '')],
    ['value', () => configureLine('con1', 'null\nhalt')],
    ['value', () => configureLine('mem', '64M')],
    ['device', () => removeLine('mem')],
    ['device', () => removeLine('')],
    ['key', () => sysrqLine('')],
    ['key', () => sysrqLine('ss')],
    ['key', () => sysrqLine(' ')],
    ['text', () => logLine('a\nb')],
    ['text', () => logLine('  ')],
    ['path', () => procLine('../etc/passwd')],
    ['path', () => procLine('/meminfo')],
    ['path', () => procLine('a/../b')],
    ['path', () => procLine('')],
    ['pid', () => stackLine(0)],
    ['pid', () => stackLine(1.5)],
    ['pid', () => stackLine(Number.NaN)],
  ])('refuses a hostile %s', (field, build) => {
    expect(build).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', field }));
  });

  it('never let a second line through', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.string({ unit: 'binary', maxLength: 30 }),
        (one, two) => {
          const builders = [
            () => configQueryLine(one),
            () => configureLine(one, two),
            () => configureLine('con1', two),
            () => removeLine(one),
            () => sysrqLine(one),
            () => procLine(one),
            () => logLine(one).slice(0, -1),
          ];
          for (const build of builders) {
            let line = '';
            const code = failureCode(() => (line = build()));
            expect([null, 'INVALID_INPUT']).toContain(code);
            // oxlint-disable-next-line no-control-regex -- that there are none is the point
            expect(line).not.toMatch(/[\u0000-\u001f]/);
          }
        },
      ),
    );
  });
});

describe('findHazard', () => {
  it('knows what kills which kernel', () => {
    expect(findHazard('sysrq t', '6.1.176', false)?.effect).toContain('panic');
    expect(findHazard('sysrq t', '7.2.7', false)).toBeNull();
    expect(findHazard('sysrq m', '6.1.176', false)).toBeNull();
  });

  it('knows what a stopped kernel cannot do', () => {
    expect(findHazard('proc 1/root/etc/os-release', '7.2.7', true)).not.toBeNull();
    expect(findHazard('proc 1/root/etc/os-release', '7.2.7', false)).toBeNull();
  });
});

describe('isSafeWhileStopped', () => {
  it.each([
    'version',
    'help',
    'config ubd0',
    'sysrq m',
    'stack 12',
    'proc meminfo',
    'proc sys/kernel/hostname',
  ])('allows %j', (line) => expect(isSafeWhileStopped(line)).toBe(true));
  it.each([
    'halt',
    'config ubd0=/x',
    'remove ubd1',
    'proc 1/root/etc/passwd',
    'proc self/root/x',
    'proc fs/ext4/ubda/mb_groups',
    'sysrq b',
    'sysrq p',
    'go',
  ])('refuses %j', (line) => expect(isSafeWhileStopped(line)).toBe(false));
});
