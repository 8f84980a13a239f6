import type { HostCheck, HostUsage } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCapacity } from './check-capacity.ts';
import { judgeCoreDumps, limitOf } from './checks/limits.ts';
import { judgeShm } from './checks/memory.ts';
import { judgePtraceScope } from './checks/ptrace.ts';
import { cpuPercentBetween, parseCpuCounter } from './cpu-counter.ts';
import { formatBytes } from './format-bytes.ts';
import { formatChecks } from './format-checks.ts';
import { parseMemInfo, withinControlGroup } from './memory-figures.ts';
import { explainSandboxFailure, type NamespaceFacts } from './sandbox-failure.ts';

const GIB = 1024 ** 3;

describe('CPU use', () => {
  it('counts everything but idle and waiting, and guest time once', () => {
    const counter = parseCpuCounter('cpu  10 1 5 100 20 2 3 4 7 1\ncpu0 1 2 3\n');
    expect(counter).toEqual({ busy: 25, total: 145 });
  });

  it('is between 0 and 100 for any two readings', () => {
    const counter = fc.record({ busy: fc.nat(), total: fc.nat() });
    fc.assert(
      fc.property(counter, counter, (before, after) => {
        const percent = cpuPercentBetween(before, after);
        expect(percent).toBeGreaterThanOrEqual(0);
        expect(percent).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('memory figures', () => {
  const host = { total: 24 * GIB, available: 20 * GIB };

  it('come from /proc/meminfo', () => {
    expect(parseMemInfo('MemTotal:  1024 kB\nMemFree: 5 kB\nMemAvailable:  512 kB\n')).toEqual({
      total: 1_048_576,
      available: 524_288,
    });
  });

  it.each([
    ['no control group', null, null, host],
    ['no limit', 'max', '5000', host],
    ['the huge number of cgroup v1', '9223372036854771712', '5000', host],
    ['a limit', String(2 * GIB), String(GIB / 2), { total: 2 * GIB, available: 1.5 * GIB }],
    ['a limit that is used up', String(GIB), String(2 * GIB), { total: GIB, available: 0 }],
  ])('obey the container: %s', (_, limit, used, expected) => {
    expect(withinControlGroup(host, limit, used)).toEqual(expected);
  });
});

describe('checkCapacity', () => {
  const usage: HostUsage = {
    at: '2026-01-01T00:00:00.000Z',
    cpuPercent: 0,
    load1: 0,
    memoryTotalBytes: 16 * GIB,
    memoryAvailableBytes: 10 * GIB,
    homeTotalBytes: 100 * GIB,
    homeFreeBytes: 50 * GIB,
    shmTotalBytes: 8 * GIB,
    shmFreeBytes: GIB,
  };
  const ask = (changes: Partial<Parameters<typeof checkCapacity>[0]>): ReturnType<typeof checkCapacity> =>
    checkCapacity({
      memoryMiB: 512,
      committedBytes: 0,
      usage,
      isolation: { kind: 'bubblewrap' },
      ...changes,
    });

  it('lets a machine start that fits', () => {
    expect(ask({})).toBeNull();
    expect(ask({ committedBytes: 15.5 * GIB })).toBeNull();
  });

  it.each([
    ['more than is available', { memoryMiB: 10_241 }, ['memory']],
    ['what running machines may grow to', { committedBytes: 15.6 * GIB }, ['memory']],
    ['/dev/shm, without a sandbox', { memoryMiB: 1025, isolation: { kind: 'plain' } }, ['shm']],
    ['the disk', { usage: { ...usage, homeFreeBytes: 100 } }, ['disk']],
    ['memory and disk', { memoryMiB: 999_999, usage: { ...usage, homeFreeBytes: 100 } }, ['memory', 'disk']],
  ] as const)('warns with figures of %s', (_, changes, resources) => {
    const error = ask(changes);
    expect(error).toMatchObject({ code: 'HOST_CAPACITY', details: { resources } });
    expect(error?.message).toMatch(/\d+(\.\d)? (bytes|MiB|GiB)/);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1536, '1.5 KiB'],
    [128 * 1024 ** 2, '128 MiB'],
    [25_276_510_208, '23.5 GiB'],
    [4 * 1024 ** 5, '4096 TiB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('explainSandboxFailure', () => {
  const facts: NamespaceFacts = {
    isInstalled: true,
    unprivilegedClone: 1,
    maxUserNamespaces: 1000,
    appArmorRestriction: 0,
    isContainer: false,
    stderr: 'bwrap: setting up uid map: Permission denied\n',
  };
  it.each([
    ['is not installed', { isInstalled: false }, 'apt-get install bubblewrap'],
    ['only root', { unprivilegedClone: 0 }, 'sysctl -w kernel.unprivileged_userns_clone=1'],
    ['turned off', { maxUserNamespaces: 0 }, 'sysctl -w user.max_user_namespaces=15000'],
    ['AppArmor', { appArmorRestriction: 1 }, 'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'],
    ['container', { isContainer: true }, 'Start the container with'],
    ['setting up uid map: Permission denied', {}, 'bwrap'],
  ])('names the cause: %s', (cause, changes, remedy) => {
    const explanation = explainSandboxFailure({ ...facts, ...changes });
    expect(explanation.limitation).toContain(cause);
    expect(explanation.remedy).toContain(remedy);
  });
});

describe('judgements of the host', () => {
  it.each([
    [null, 'ok'],
    [0, 'ok'],
    [1, 'ok'],
    [2, 'blocking'],
    [3, 'blocking'],
  ])('ptrace_scope %s is %s', (scope, status) => {
    expect(judgePtraceScope(scope).status).toBe(status);
  });

  it.each([
    ['nothing mounted', null, 'limited'],
    ['a sandbox of its own', { isPlain: false, isNoexec: true }, 'ok'],
    ['noexec', { isNoexec: true }, 'blocking'],
    ["Docker's 64 MiB", { total: 64 * 1024 ** 2 }, 'limited'],
    ['plenty', {}, 'ok'],
  ])('/dev/shm with %s', (_, changes, status) => {
    const facts = { isTmpfs: true, isNoexec: false, total: 8 * GIB, free: 8 * GIB, isPlain: true };
    expect(judgeShm(changes === null ? null : { ...facts, ...changes }).status).toBe(status);
  });

  it('minds core dumps only when they become files', () => {
    expect(judgeCoreDumps('core', 0).status).toBe('ok');
    expect(judgeCoreDumps('core', Number.POSITIVE_INFINITY).status).toBe('limited');
    expect(judgeCoreDumps('|/usr/lib/systemd/systemd-coredump %P', Number.POSITIVE_INFINITY).status).toBe(
      'ok',
    );
  });

  it('reads soft limits', () => {
    const limits =
      'Max core file size        0                    unlimited            bytes\nMax open files  1024  4096 files\n';
    expect(limitOf(limits, 'Max core file size')).toBe(0);
    expect(limitOf(limits, 'Max open files')).toBe(1024);
    expect(limitOf(limits, 'Max processes')).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('formatChecks', () => {
  const item = (status: HostCheck['status']): HostCheck => ({
    key: 'x',
    label: 'Thing',
    status,
    finding: 'It is so',
    remedy: status === 'ok' ? null : 'type this',
  });

  it('puts what to type below what was found, and a verdict last', () => {
    expect(formatChecks([item('ok'), item('missing')])).toBe(
      '✓ Thing: It is so\n- Thing: It is so\n    type this\n\n' +
        'Umlaut can run machines here. 1 thing could be better (! and -); the line below each says what to type.\n',
    );
    expect(formatChecks([item('blocking'), item('blocking')])).toContain('2 things are in the way');
  });

  it('uses colour only when asked', () => {
    expect(formatChecks([item('limited')])).not.toContain('\u001B');
    expect(formatChecks([item('limited')], { color: true })).toContain('\u001B[33m!');
  });
});
