import { guestFile } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureCode } from '../mconsole/testing/failure-code.ts';
import { planGuestFile } from './plan-guest-file.ts';
import { NO_FILE, fileAnswer } from './testing/captured-guest.ts';
import { garbage } from './testing/garbage.ts';
import { toGuestFile } from './to-guest-file.ts';

describe('planGuestFile', () => {
  it.each([
    ['/etc/os-release', 'proc 1/root/etc/os-release'],
    ['/etc//a/./b', 'proc 1/root/etc/a/b'],
    ['/etc/two words', 'proc 1/root/etc/two words'],
    ['/home/me/grün ', 'proc 1/root/home/me/grün '],
    ['/var/log/messages', 'proc 1/root/var/log/messages'],
    ['/sys/class/net/lo/mtu', 'proc 1/root/sys/class/net/lo/mtu'],
    ['/proc/meminfo', 'proc meminfo'],
    ['/proc/sys/kernel/hostname', 'proc sys/kernel/hostname'],
    ['/proc/12/mountinfo', 'proc 12/mountinfo'],
    ['/proc/fs/ext4/ubda/options', 'proc fs/ext4/ubda/options'],
  ])('reads %j', (path, line) => {
    expect(planGuestFile(path, { anywhere: false })).toBe(line);
  });

  it.each([
    '/tmp/x',
    '/run/x',
    '/mnt/x',
    '/var/run/x',
    '/var/spool/x',
    '/proc/modules',
    '/sys/kernel/x',
    '/etcetera',
  ])('reads %j only anywhere', (path) => {
    expect(() => planGuestFile(path, { anywhere: false })).toThrow(
      expect.objectContaining({
        code: 'GUEST_PATH_UNSAFE',
        hint: expect.stringContaining('anywhere') as string,
      }),
    );
    expect(planGuestFile(path, { anywhere: true })).toMatch(/^proc /);
  });

  it.each([
    '/dev/zero',
    '/dev',
    '/proc/1/fd/0',
    '/proc/1/root/dev/zero',
    '/proc/self/root/tmp/fifo',
    '/proc/1/cwd/x',
    '/proc/1/task/1/root/x',
    '/proc/kmsg',
    '/sys/kernel/debug/x',
    '/sys/kernel/tracing/trace_pipe',
    '//dev//tty',
  ])('never reads %j', (path) => {
    expect(() => planGuestFile(path, { anywhere: true })).toThrow(
      expect.objectContaining({ code: 'GUEST_PATH_UNSAFE' }),
    );
  });

  it.each([
    'etc/x',
    '',
    '/',
    '/etc/',
    '/etc/../dev/tty',
    '/..',
    '/etc/a\nb',
    '/etc/\0',
    `/etc/${'ü'.repeat(300)}`,
  ])('refuses %j', (path) => {
    expect(() => planGuestFile(path, { anywhere: true })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', field: 'path' }),
    );
  });

  it('makes one line, below the limit, that leads to no device', () => {
    const part = fc.oneof(
      fc.constantFrom('etc', 'dev', 'proc', '..', '.', '', '1', 'root', 'fd', 'sys', 'kernel', 'self'),
      garbage(12),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.boolean(), (parts, anywhere) => {
        let line = 'proc nothing';
        const code = failureCode(() => (line = planGuestFile(`/${parts.join('/')}`, { anywhere })));
        expect([null, 'INVALID_INPUT', 'GUEST_PATH_UNSAFE']).toContain(code);
        expect(line.startsWith('proc ')).toBe(true);
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(511);
        expect(line).not.toMatch(
          /\/\.\.(?:\/|$)|^proc 1\/root\/dev(?:\/|$)|^proc (?!1\/root\/|sys\/).*\/fd\//,
        );
        // oxlint-disable-next-line no-control-regex -- that there are none is the point
        expect(line).not.toMatch(/[\u0000-\u001f]/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('toGuestFile', () => {
  const decode = (content: string): string => Buffer.from(content, 'base64').toString('utf8');

  it('gives text whole', () => {
    const file = guestFile.parse(toGuestFile('/etc/x', fileAnswer('\ngrün\n'), 1.5));
    expect(decode(file.content)).toBe('\ngrün\n');
    expect(file).toMatchObject({
      sizeBytes: 7,
      completeness: 'complete',
      looksBinary: false,
      elapsedMs: 1.5,
    });
    expect(toGuestFile('/etc/x', fileAnswer(''), 1)).toMatchObject({ sizeBytes: 0, looksBinary: false });
  });

  it('cuts what may have lost packets at what is sure', () => {
    // Two bytes a character, so that the cut goes through one.
    const text = `x${'ü'.repeat(40_000)}`;
    for (const answer of [fileAnswer(text, true), fileAnswer(text)]) {
      expect(toGuestFile('/x', answer, 1)).toMatchObject({
        sizeBytes: 65_536,
        completeness: 'cut',
        looksBinary: false,
      });
    }
    expect(toGuestFile('/x', fileAnswer('short', true), 1)).toMatchObject({
      sizeBytes: 5,
      completeness: 'cut',
    });
    expect(toGuestFile('/x', fileAnswer('x'.repeat(71_000)), 1).completeness).toBe('complete');
  });

  it.each<[string, string]>([
    ['ELF', '\u007fELF\u0002\u0001\u0001'],
    ['gzip', '\u001f\u008b\b'],
    ['latin1', 'gr\u00fcn'],
  ])('takes %s for binary', (_, bytes) => {
    const answer = { ok: true, errno: 0, bytes: `\n${bytes}`, truncated: false };
    expect(toGuestFile('/x', answer, 1).looksBinary).toBe(true);
  });

  it('does not mind the colours of a terminal', () => {
    expect(toGuestFile('/x', fileAnswer('\u001b[31mred\u001b[0m\b\r\n'), 1).looksBinary).toBe(false);
  });

  it('says why there is nothing', () => {
    const failed = (bytes: string) => () => toGuestFile('/x', { ...NO_FILE, bytes }, 1);
    expect(failed('Failed to open file')).toThrow(expect.objectContaining({ code: 'GUEST_FILE_NOT_FOUND' }));
    expect(failed('Read of file failed')).toThrow(expect.objectContaining({ code: 'GUEST_FILE_UNREADABLE' }));
    expect(failed('Something else')).toThrow(expect.objectContaining({ code: 'GUEST_FILE_UNREADABLE' }));
    expect(() => toGuestFile('/x', { unanswered: { code: 'MCONSOLE_TIMEOUT', message: 'late' } }, 1)).toThrow(
      expect.objectContaining({ code: 'MCONSOLE_TIMEOUT' }),
    );
  });
});
