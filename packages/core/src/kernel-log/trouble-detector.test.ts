import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFixture } from './testing/read-fixture.ts';
import { TroubleDetector, type Trouble } from './trouble-detector.ts';

const VERSIONS = ['6.1', '7.2'] as const;

/** What a detector says of the text, in pieces of that many bytes. */
function detect(text: string, sizes: readonly number[] = [Number.MAX_SAFE_INTEGER]): Trouble[] {
  const bytes = Buffer.from(text.replaceAll('\n', '\r\n'));
  const detector = new TroubleDetector();
  const found: Trouble[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    // A copy that is overwritten afterwards, as the console's buffers are.
    const piece = Uint8Array.from(bytes.subarray(at, at + size));
    found.push(...detector.push(piece));
    piece.fill(0);
    at += size;
  }
  return [...found, ...detector.settle()];
}

const titles = (text: string): [string, string][] => detect(text).map(({ kind, title }) => [kind, title]);

/** One piece of console output in each of these has trouble; the titles of 6.1 and of 7.2. */
const EPISODES: Record<string, [kind: string, title: RegExp][]> = {
  'panic-sysrq-c': [['panic', /^The kernel panicked: sysrq triggered crash$/]],
  'panic-echo-c': [['panic', /^The kernel panicked: sysrq triggered crash$/]],
  'panic-init-exit': [['panic', /^The kernel panicked: init ended with status 1$/]],
  oom: [['out-of-memory', /^Out of memory: the kernel ended tail \(pid \d+\)$/]],
  'memcg-oom': [['out-of-memory', /^A memory cgroup is out of memory: the kernel ended tail \(pid \d+\)$/]],
  warn: [['warning', /^A check of the kernel failed in um_request_irq \(arch\/um\/kernel\/irq\.c:\d+\)$/]],
  bug: [['panic', /^The kernel ran into a bug at fs\/buffer\.c:\d+, in check_irqs_on$/]],
  'fs-error': [['file-system-error', /^EXT4 found an error on ubda: one; ubda is read-only now$/]],
};

describe.each(VERSIONS)('the console of %s', (version) => {
  it.each(Object.entries(EPISODES))('tells trouble once: %s', (name, expected) => {
    const found = detect(readFixture(version, `con0-${name}`));
    expect(found.map(({ kind }) => kind)).toEqual(expected.map(([kind]) => kind));
    for (const [index, [, title]] of expected.entries()) expect(found[index]?.title).toMatch(title);
  });

  it('tells nothing when all is well, evidence that was asked for included', () => {
    expect(detect(readFixture(version, 'con0-healthy'))).toEqual([]);
    for (const name of ['sysrq-m', 'sysrq-w', 'sysrq-p', 'stack-1', 'proc-meminfo', 'sysrq-m-time']) {
      expect(detect(readFixture(version, name))).toEqual([]);
    }
  });

  it('keeps the lines that told it', () => {
    const [oom] = detect(readFixture(version, 'con0-oom'));
    expect(oom?.lines).toHaveLength(2);
    expect(oom?.lines[0]).toContain('tail invoked oom-killer');
    expect(oom?.lines[1]).toMatch(/^Out of memory: Killed process \d+ \(tail\)/);
    const [bug] = detect(readFixture(version, 'con0-bug'));
    expect(bug?.lines).toEqual([
      expect.stringMatching(/^BUG: failure at fs/),
      'Kernel panic - not syncing: BUG!',
    ]);
  });
});

describe('TroubleDetector', () => {
  it('finds the same however the output is cut', () => {
    const text = ['con0-oom', 'con0-warn', 'con0-fs-error', 'con0-memcg-oom', 'con0-panic-init-exit']
      .map((name) => readFixture('7.2', name))
      .join('');
    const whole = detect(text);
    expect(whole.length).toBeGreaterThan(2);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        expect(detect(text, sizes)).toEqual(whole);
      }),
    );
    expect(detect(text, [1])).toEqual(whole);
  });

  it.each([
    [
      'hung-task',
      'INFO: task kworker/0:1:21 blocked for more than 120 seconds.',
      'kworker/0:1 (pid 21) is blocked for more than 120 seconds',
    ],
    [
      'lockup',
      'watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [sh:123]',
      'sh (pid 123) has kept CPU 0 in the kernel for 22 seconds',
    ],
    [
      'lockup',
      'rcu: INFO: rcu_preempt self-detected stall on CPU',
      'A CPU of the guest does not come to rest (RCU stall)',
    ],
    [
      'lockup',
      'rcu: INFO: rcu_sched detected stalls on CPUs/tasks:',
      'A CPU of the guest does not come to rest (RCU stall)',
    ],
    [
      'oops',
      'BUG: kernel NULL pointer dereference, address: 0000000000000008',
      'The kernel made a mistake: kernel NULL pointer dereference',
    ],
    ['oops', 'Oops: 0002 [#1] PREEMPT SMP', 'The kernel made a mistake (Oops)'],
    ['bug', 'kernel BUG at mm/slub.c:4023!', 'The kernel ran into a bug at mm/slub.c:4023'],
    [
      'bug',
      'BUG: scheduling while atomic: sh/71/0x00000002',
      'The kernel ran into a bug: scheduling while atomic',
    ],
    [
      'warning',
      'WARNING: possible circular locking dependency detected',
      'The kernel warns: possible circular locking dependency detected',
    ],
    [
      'file-system-error',
      'I/O error, dev ubda, sector 2048 op 0x0:(READ) flags 0x80700 phys_seg 1',
      'ubda could not be read or written at sector 2048',
    ],
    [
      'file-system-error',
      'Buffer I/O error on dev ubdb, logical block 1, lost async page write',
      'ubdb could not be read or written at block 1',
    ],
    [
      'file-system-error',
      'BTRFS error (device ubdb): parent transid verify failed',
      'BTRFS found an error on ubdb: parent transid verify failed',
    ],
    [
      'out-of-memory',
      'Out of memory: Killed process 71 (hog) total-vm:1kB',
      'Out of memory: the kernel ended hog (pid 71)',
    ],
    [
      'out-of-memory',
      'Out of memory (oom_kill_allocating_task): Killed process 71 (Web Content) total-vm',
      'Out of memory: the kernel ended Web Content (pid 71)',
    ],
    [
      'panic',
      'Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b',
      'The kernel panicked: init ended by signal 11',
    ],
    [
      'panic',
      'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(98,0)',
      'The kernel panicked: VFS: Unable to mount root fs on unknown-block(98,0)',
    ],
  ])('knows the form of %s: %s', (kind, line, title) => {
    expect(titles(`${line}\n`)).toEqual([[kind, title]]);
    expect(titles(`<2>[   12.345678] ${line}\n`)).toEqual([[kind, title]]);
    expect(titles(`[   12.345678][    T1] ${line}\n`)).toEqual([[kind, title]]);
    expect(titles(`root@test:~# \u001b[6n${line}\n`)).toEqual([[kind, title]]);
    expect(titles(`test login: ${line}\n`)).toEqual([[kind, title]]);
    expect(titles(`45 % done\r${line}\n`)).toEqual([[kind, title]]);
  });

  it.each([
    'a program said: "Kernel panic - not syncing: x"',
    'grep WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2',
    'Nov 27 10:00:00 host kernel: Out of memory: Killed process 71 (hog) total-vm:1kB',
    'Nov 27 10:00:00 host kernel: [    6.570000] Out of memory: Killed process 71 (hog) total-vm:1kB',
    'WARNING: Running pip as the root user can result in broken permissions',
    'EXT4-fs (ubda): re-mounted. Quota mode: none.',
    '---[ end Kernel panic - not syncing: BUG! ]---',
    `${'x'.repeat(5_000)}# Kernel panic - not syncing: x`,
  ])('does not take for trouble: %s', (line) => {
    expect(titles(`${line}\n`)).toEqual([]);
  });

  it('makes one of what leads to a panic, and hears nothing after it', () => {
    const text = [
      'BUG: kernel NULL pointer dereference, address: 0000000000000008',
      'Oops: 0002 [#1] PREEMPT SMP',
      'Kernel panic - not syncing: Fatal exception',
      'WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2',
    ].join('\n');
    expect(detect(`${text}\n`)).toEqual([
      {
        kind: 'panic',
        title: 'The kernel panicked: Fatal exception',
        lines: text.split('\n').slice(0, 3),
      },
    ]);
  });

  it('holds back what may become a panic until it is told that none came', () => {
    const detector = new TroubleDetector();
    const push = (line: string): Trouble[] => detector.push(Buffer.from(`${line}\n`));
    expect(push('kernel BUG at mm/slub.c:4023!')).toEqual([]);
    expect(detector.holds).toBe(true);
    expect(push('Oops: invalid opcode: 0000 [#1]')).toEqual([]);
    expect(detector.settle()).toHaveLength(1);
    expect(detector.holds).toBe(false);
    expect(detector.settle()).toEqual([]);
    expect(push('Out of memory: Killed process 71 (hog) total-vm:1kB')).toHaveLength(1);
    expect(detector.holds).toBe(false);
  });

  it('keeps titles and lines short and plain, whatever a guest calls itself', () => {
    const found = detect(
      `Kernel panic - not syncing: ${'é\u0007\u009b'.repeat(600)}\nOut of memory: Killed process 71 (a\u0000b) x\n`,
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.title.length).toBeLessThanOrEqual(200);
    // oxlint-disable-next-line no-control-regex
    expect(found[0]?.title).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });

  it('gives few lines of an episode that goes on', () => {
    const [only, ...others] = detect('I/O error, dev ubda, sector 2048 op 0x0:(READ)\n'.repeat(2_000));
    expect(others).toEqual([]);
    expect(only?.lines.length).toBeLessThanOrEqual(12);
  });

  it('takes hostile bytes in time that grows with their number', () => {
    const detector = new TroubleDetector();
    const began = process.cpuUsage();
    for (const piece of [
      'Kernel panic ',
      'WARNING: ',
      'EXT4-fs error (device ',
      'BUG: KASAN',
      '\u001b[',
      '# ',
    ]) {
      detector.push(Buffer.from(piece.repeat(60_000)));
      detector.push(Buffer.from(`${piece.repeat(100)}\n`.repeat(600)));
    }
    expect(process.cpuUsage(began).user).toBeLessThan(3_000_000);
  });
});
