import { kernelReport, type KernelReport } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAnswer } from './decode-answer.ts';
import { readFixture } from './testing/read-fixture.ts';

const VERSIONS = ['6.1', '7.2'] as const;

/** Every request of which a real answer is kept, with the file's name. */
const ANSWERS = {
  'stack 1': 'stack-1',
  'sysrq m': 'sysrq-m',
  'sysrq p': 'sysrq-p',
  'sysrq w': 'sysrq-w',
  'sysrq h': 'sysrq-h',
  help: 'help',
  'proc meminfo': 'proc-meminfo',
  'proc vmstat': 'proc-vmstat',
  'proc stat': 'proc-stat',
  'proc loadavg': 'proc-loadavg',
  'proc uptime': 'proc-uptime',
  'proc mounts': 'proc-mounts',
  'proc 1/mountinfo': 'proc-1-mountinfo',
  'proc interrupts': 'proc-interrupts',
  'proc softirqs': 'proc-softirqs',
  'proc diskstats': 'proc-diskstats',
  'proc partitions': 'proc-partitions',
  'proc devices': 'proc-devices',
  'proc misc': 'proc-misc',
  'proc filesystems': 'proc-filesystems',
  'proc buddyinfo': 'proc-buddyinfo',
  'proc fs/ext4/ubda/options': 'proc-fs-ext4-ubda-options',
  'proc fs/ext4/ubda/mb_groups': 'proc-fs-ext4-ubda-mb_groups',
} as const;

function answered<K extends KernelReport['kind']>(
  version: (typeof VERSIONS)[number],
  line: keyof typeof ANSWERS,
  kind: K,
): Extract<KernelReport, { kind: K }> {
  const report = decodeAnswer(line, readFixture(version, ANSWERS[line]));
  if (report?.kind !== kind) throw new Error(`"${line}" is ${report?.kind ?? 'nothing'}, not ${kind}`);
  return report as Extract<KernelReport, { kind: K }>;
}

describe.each(VERSIONS)('answers of %s', (version) => {
  it.each(Object.entries(ANSWERS))('%s is decoded as the contract has it', (line, name) => {
    const report = decodeAnswer(line, readFixture(version, name));
    expect(report).not.toBeNull();
    expect(kernelReport.parse(report)).toEqual(report);
  });

  it('are the same with the time before each line', () => {
    const report = decodeAnswer('sysrq m', readFixture(version, 'sysrq-m-time'));
    expect(report).toMatchObject({
      kind: 'memory',
      zones: [{ name: 'Normal', orders: expect.any(Array) as [] }],
    });
  });

  it('tell the stack of a process', () => {
    const { traces } = answered(version, 'stack 1', 'backtraces');
    expect(traces).toHaveLength(1);
    expect(traces[0]).toMatchObject({ title: 'pid 1', pid: 1 });
    const sure = traces[0]?.frames.filter(({ reliable }) => reliable).map(({ symbol }) => symbol);
    expect(sure).toEqual(expect.arrayContaining(['__schedule', 'do_nanosleep', 'new_thread_handler']));
    expect(sure).not.toContain('interrupt_end');
  });

  it('tell who is blocked, and where', () => {
    const { traces } = answered(version, 'sysrq w', 'backtraces');
    expect(traces.at(-1)).toMatchObject({ command: 'sh', title: expect.stringMatching(/^sh \(pid \d+\)$/) });
    expect(traces.at(-1)?.frames.map(({ symbol }) => symbol)).toContain('mnt_want_write');
    expect(decodeAnswer('sysrq w', readFixture(version, 'sysrq-w-none'))).toBeNull();
  });

  it('tell the registers', () => {
    const { traces } = answered(version, 'sysrq p', 'backtraces');
    expect(traces).toHaveLength(1);
    expect(traces[0]).toMatchObject({ pid: 0, frames: [] });
    expect(traces[0]?.registers.map(({ name }) => name)).toEqual(
      'RIP RSP EFLAGS RAX RBX RCX RDX RSI RDI RBP R08 R09 R10 R11 R12 R13 R14 R15'.split(' '),
    );
  });

  it('tell memory, zone by zone', () => {
    const { figures, zones } = answered(version, 'sysrq m', 'memory');
    const names = figures.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'free',
        'slab_unreclaimable',
        'kernel_stack',
        'Normal min',
        'RAM',
        'Free swap',
      ]),
    );
    const [zone] = zones;
    expect(zones).toHaveLength(1);
    expect(zone?.orders).toHaveLength(11);
    // The kernel adds up the same.
    expect(zone?.orders.reduce((sum, { blockBytes, count }) => sum + blockBytes * count, 0)).toBe(
      zone?.freeBytes,
    );
    expect(figures.find(({ name }) => name === 'Normal free')?.bytes).toBe(zone?.freeBytes);
    expect(figures.find(({ name }) => name === 'inactive_anon')).toEqual({
      name: 'inactive_anon',
      bytes: 47 * 4096,
      text: '47 pages',
    });
  });

  it('tell figures', () => {
    const { rows } = answered(version, 'proc meminfo', 'figures');
    expect(rows[0]).toMatchObject({ name: 'MemTotal', value: expect.stringMatching(/^\d+ kB$/) as string });
    expect(rows.every(({ value, bytes }) => bytes === Number.parseInt(value, 10) * 1024)).toBe(true);
    expect(answered(version, 'proc loadavg', 'figures').rows).toHaveLength(5);
    expect(answered(version, 'proc stat', 'figures').rows.map(({ name }) => name)).toContain('btime');
  });

  it('tell tables', () => {
    expect(answered(version, 'proc mounts', 'table')).toMatchObject({
      columns: ['Source', 'Mounted on', 'Type', 'Options'],
      rows: expect.arrayContaining([['/dev/root', '/', 'ext4', 'rw,relatime']]) as [],
    });
    const interrupts = answered(version, 'proc interrupts', 'table');
    expect(interrupts.columns).toEqual(['Interrupt', 'CPU0', 'Kind', 'Device']);
    expect(interrupts.rows).toContainEqual(['6', '0', 'SIGIO', 'winch, winch']);
    expect(answered(version, 'proc partitions', 'table').rows).toEqual([['98', '0', '262144', 'ubda']]);
    expect(answered(version, 'help', 'table').rows).toContainEqual([
      'config <dev>=<config>',
      'Add a new device to UML; same syntax as command line',
    ]);
    expect(answered(version, 'sysrq h', 'table').rows).toContainEqual(['c', 'crash']);
    for (const line of Object.keys(ANSWERS)) {
      const report = decodeAnswer(line, readFixture(version, ANSWERS[line as keyof typeof ANSWERS]));
      if (report?.kind !== 'table') continue;
      for (const cells of report.rows) expect(cells).toHaveLength(report.columns.length);
    }
  });

  it('are plain text when they are a version, a refusal or a file of the guest', () => {
    expect(decodeAnswer('version', readFixture(version, 'version'))).toBeNull();
    expect(decodeAnswer('proc swaps', readFixture(version, 'proc-swaps'))).toBeNull();
    expect(decodeAnswer('proc meminfo', 'Read of file failed')).toBeNull();
    expect(decodeAnswer('proc 1/root/etc/passwd', '\nroot:x:0:0::/:/bin/sh\n')).toBeNull();
    expect(decodeAnswer('stack', 'Please specify a pid')).toBeNull();
  });
});

describe('sysrq t', () => {
  const report = decodeAnswer('sysrq t', readFixture('7.2', 'sysrq-t'));

  it('is a list of tasks with their traces', () => {
    expect(kernelReport.parse(report)).toEqual(report);
    if (report?.kind !== 'tasks') throw new Error('It is not');
    expect(
      report.tasks.map(({ command, pid, parentPid, state }) => [command, pid, parentPid, state]),
    ).toEqual([
      ['init', 1, 0, 'S'],
      ['kthreadd', 2, 0, 'S'],
      ['pool_workqueue_', 3, 2, 'S'],
      ['kworker/R-slub_', 4, 2, 'I'],
      ['sh', 747, 1, 'S'],
    ]);
    expect(report.tasks[1]?.trace?.frames.map(({ symbol }) => symbol)).toContain('kthreadd');
  });

  it('tells tasks of which 6.1 cannot show the stack', () => {
    const text = readFixture('6.1', 'con0-panic-sysrq-t');
    expect(decodeAnswer('sysrq t', text)).toMatchObject({
      tasks: [
        { command: 'init', pid: 1, trace: null },
        { command: 'kthreadd', pid: 2, trace: null },
        { command: 'slub_flushwq', pid: 3, parentPid: 2, state: 'I', trace: null },
      ],
    });
  });
});

describe('text that a guest forged', () => {
  const pieces = fc.constantFrom(
    'task:',
    'x state:D pid:1',
    ' [<60012345>] ? f+0x1/0x2 [m]',
    'CPU: 0 PID: 1 Comm: a Not tainted',

    'Mem-Info:',
    'Normal: 1*4kB = 4kB',
    'active_anon:99999999999999',
    'RAX: 00 RBX: zz',
    '\n',
    '\n',
    '\t',

    'Node 0, zone Normal 1 2',
    'CPU0 CPU1',
    '0: 1 2',
    'MemTotal: 9999999999999999 kB',
    '\u001b[6n',
    '\\040',

    '[   1.000000] ',
    '<6>',
    ' - ',
    '=',
    '#group: free',
    'sysrq: HELP : a(b)',
    '    a - b',
    'Call Trace:',
  );
  const hostile = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 40 })), { maxLength: 60 });
  const lines = fc.constantFrom(
    ...Object.keys(ANSWERS),
    'sysrq t',
    'sysrq l',
    'proc cgroups',
    'proc cpuinfo',
  );

  it('is decoded into what the contract allows, or not at all', () => {
    fc.assert(
      fc.property(lines, hostile, (line, parts) => {
        const text = parts.join('');
        const report = decodeAnswer(line, text);
        if (report === null) return;
        expect(kernelReport.parse(report)).toEqual(report);
        // Names, values and the structure around each: never more than some times the text.
        expect(JSON.stringify(report).length).toBeLessThan(4_000 + 250 * text.length);
      }),
      { numRuns: 1_500 },
    );
  });

  it('takes time in proportion to its length', () => {
    const bombs = [
      (n: number) => 'a'.repeat(n),
      (n: number) => ' '.repeat(n),
      (n: number) => 'task:'.repeat(n / 5),
      (n: number) => '[<60012345>] ? '.repeat(n / 15),
      (n: number) => 'a:1 '.repeat(n / 4),
      (n: number) => `${'a '.repeat(n / 2)}- b`,
      (n: number) => 'CPU0 '.repeat(n / 5),
      (n: number) => `Mem-Info:\n${'1*4kB '.repeat(n / 6)}`,
      (n: number) => 'R0: 0 '.repeat(n / 6),
      (n: number) => '\n'.repeat(n),
      (n: number) => 'x\n'.repeat(n / 2),
      (n: number) => ' [<60012345>] f+0x1/0x2\n'.repeat(n / 24),
    ];
    for (const line of [...Object.keys(ANSWERS), 'sysrq t']) {
      for (const bomb of bombs) {
        const text = bomb(300_000);
        const began = process.cpuUsage();
        decodeAnswer(line, text);
        expect(process.cpuUsage(began).user).toBeLessThan(1_500_000);
      }
    }
  }, 60_000);
});
