import { CHANNEL_KINDS, lineChannel, machineLines, type LineChannel } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachCommand } from './attach-command.ts';
import { fileDescriptors, lineOption } from './line-option.ts';
import { parseLine } from './parse-line.ts';
import { inSandbox, madeInSandbox, onHost } from './sandbox-device.ts';

const name = fc.string({
  minLength: 1,
  maxLength: 20,
  unit: fc.constantFrom(...Array.from('abzAZ019._+-@%')),
});
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
const channels = fc
  .record({
    kind: fc.constantFrom(...CHANNEL_KINDS),
    port: fc.integer({ min: 1024, max: 65_535 }),
    path,
    device: fc.oneof(
      path.map((rest) => `/dev${rest}`),
      fc.nat(999).map((number) => `/dev/pts/${number}`),
    ),
  })
  .map((value) => lineChannel.safeParse(value).data)
  .filter((value): value is LineChannel => value !== undefined);

describe('line options', () => {
  it('reads from the kernel what was told to it', () => {
    fc.assert(
      fc.property(channels, fc.integer({ min: 1, max: 40 }), fc.boolean(), (channel, fd, sandboxed) => {
        const option = lineOption(channel, { fd, sandboxed });
        expect(option).toMatch(/^[!-~]+$/);
        expect(option.split(':').length).toBeLessThanOrEqual(channel.kind === 'browser' ? 3 : 2);
        const read = parseLine(option).channel;
        const isInherited = channel.kind === 'browser' || channel.kind === 'fd';
        expect(read).toEqual(isInherited ? { kind: 'fd', fd } : channel);
      }),
    );
  });

  it.each([
    ['pts:/dev/pts/4', { channel: { kind: 'pts' }, state: 'open', device: '/dev/pts/4' }],
    ['pts', { channel: { kind: 'pts' }, state: 'closed', device: null }],
    ['port', { channel: { kind: 'port', port: null }, state: 'waiting', device: null }],
    ['fd:0,fd:1', { channel: { kind: 'fd', fd: 0 }, state: 'open', device: null }],
    ['fd:4,fd:4', { channel: { kind: 'fd', fd: 4 }, state: 'open', device: null }],
    ['fd:4', { channel: { kind: 'fd', fd: 4 }, state: 'unknown', device: null }],
    ['fd:4,fd:5', { channel: null, state: 'unknown', device: null }],
    ['null,fd:4', { channel: null, state: 'unknown', device: null }],
    ['', { channel: null, state: 'unknown', device: null }],
    [
      'tty:/dev/host-pts-7',
      { channel: { kind: 'tty', device: '/dev/pts/7' }, state: 'unknown', device: null },
    ],
  ])('understands %s', (answer, expected) => {
    expect(parseLine(answer)).toEqual(expected);
  });

  it('survives whatever a kernel says', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseLine(text)).toHaveProperty('state');
      }),
    );
  });

  it('numbers the files after the consoles', () => {
    const lines = machineLines.parse([
      { name: 'con0', channel: { kind: 'browser' } },
      { name: 'ssl0', channel: { kind: 'fd', path: '/a' } },
      { name: 'ssl1', channel: { kind: 'pts' } },
      { name: 'ssl2', channel: { kind: 'fd', path: '/b' } },
    ]);
    expect([...fileDescriptors(lines, 4)]).toEqual([
      ['ssl0', 4],
      ['ssl2', 5],
    ]);
  });
});

describe('what a line may be', () => {
  it.each([
    [{ kind: 'tty', device: '/dev/a,b' }],
    [{ kind: 'tty', device: '/dev/a:b' }],
    [{ kind: 'tty', device: '/dev/a b' }],
    [{ kind: 'tty', device: '/dev/"a"' }],
    [{ kind: 'tty', device: "/dev/'" }],
    [{ kind: 'tty', device: '/dev/../etc/passwd' }],
    [{ kind: 'tty', device: '/etc/passwd' }],
    [{ kind: 'tty', device: '/dev/a\nb' }],
    [{ kind: 'fd', path: 'relative' }],
    [{ kind: 'fd', path: '/a,b' }],
    [{ kind: 'port', port: 23 }],
    [{ kind: 'port', port: 70_000 }],
    [{ kind: 'fd', fd: 3 }],
  ])('refuses %j', (channel) => {
    expect(lineChannel.safeParse(channel).success).toBe(false);
  });

  it('keeps con0 in the browser, and each line once', () => {
    const con0 = { name: 'con0', channel: { kind: 'browser' } };
    expect(machineLines.safeParse([con0]).success).toBe(true);
    expect(machineLines.safeParse([]).error?.issues[0]?.message).toContain('kernel console');
    const pts = { name: 'con0', channel: { kind: 'pts' } };
    expect(machineLines.safeParse([pts]).error?.issues[0]?.message).toContain('kernel console');
    expect(machineLines.safeParse([con0, con0]).error?.issues[0]?.message).toContain('twice');
  });
});

describe('devices of the host', () => {
  it('gives those of devpts another name in the sandbox, and no other', () => {
    expect(inSandbox('/dev/ttyUSB0')).toBe('/dev/ttyUSB0');
    expect(inSandbox('/dev/pts/3')).toBe('/dev/host-pts-3');
    expect(onHost(inSandbox('/dev/pts/3'))).toBe('/dev/pts/3');
  });

  it('says how to attach', () => {
    expect(attachCommand({ kind: 'pts' }, madeInSandbox('/dev/pts/0', 42))).toBe(
      'screen /proc/42/root/dev/pts/0',
    );
    expect(attachCommand({ kind: 'pts' }, null)).toBeNull();
    expect(attachCommand({ kind: 'port', port: 9000 }, null)).toBe('telnet localhost 9000');
    expect(attachCommand({ kind: 'fd', path: '/var/log/a' }, null)).toBe('tail -f /var/log/a');
  });
});
