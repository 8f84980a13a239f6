import { UmlautError } from '@umlaut/contracts/errors';
import { xrayPoint, xraySample } from '@umlaut/contracts/model';
import { MAX_BATCH_LINES, type BatchAnswer } from '@umlaut/contracts/monitor';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { GuestLook } from './guest-look.ts';
import { CAPTURED_KERNELS, askingOf, capturedFiles } from './testing/captured-guest.ts';
import { garbage } from './testing/garbage.ts';
import { toPoint } from './to-point.ts';

const UEVENTS = 'proc 1/root/sys/kernel/uevent_seqnum';
const START = Date.parse('2026-01-01T00:00:00Z');

describe.each(CAPTURED_KERNELS)('GuestLook on kernel %s', (kernel) => {
  let files: Map<string, string>;
  let asked: string[][];
  let now: number;
  let look: GuestLook;
  beforeEach(() => {
    files = capturedFiles(kernel);
    files.set(UEVENTS, '736\n');
    const guest = askingOf(files);
    asked = guest.asked;
    now = START;
    look = new GuestLook({ ask: guest.ask, interfaceNames: [], now: () => now });
  });

  /** Time goes by in the guest too. */
  function pass(seconds: number): void {
    now += seconds * 1000;
    set('proc uptime', (text) => text.replace(/^[\d.]+/, (value) => String(Number(value) + seconds)));
  }
  function set(line: string, change: (text: string) => string): void {
    files.set(line, change(files.get(line) ?? ''));
  }
  /** Changes word `index` of the first line that begins with `start`. */
  function add(line: string, start: string, index: number, amount: number): void {
    set(line, (text) =>
      text.replace(new RegExp(`^ *${start}.*$`, 'm'), (row) => {
        const words = row.trim().split(/ +/);
        words[index] = String(Number(words[index]) + amount);
        return words.join(' ');
      }),
    );
  }
  const counter = (file: string): string => `proc 1/root/sys/class/net/vec0/statistics/${file}`;

  it('gives all at first, but no rates', async () => {
    const sample = xraySample.parse(await look.full());
    expect(sample.at).toBe('2026-01-01T00:00:00.000Z');
    expect(sample.cpu.userPercent).toBeNull();
    expect(sample.disks[0]).toMatchObject({ name: 'ubda', sizeBytes: 2 ** 28, readBytesPerSecond: null });
    expect(sample.mounts[0]).toMatchObject({ mountPoint: '/', disk: 'ubda', errorCount: 0 });
    expect((sample.mounts[0]?.freeBytes ?? 0) / 2 ** 20).toBeGreaterThan(240);
    expect(sample.mounts.find(({ disk }) => disk === 'ubdb')).toMatchObject({ freeBytes: 33505 * 1024 });
    expect(sample.interfaces.map(({ name }) => name)).toEqual(['lo', 'vec0']);
    expect(sample.interfaces[1]).toMatchObject({
      up: true,
      operstate: 'unknown',
      mtu: 1500,
      receivedBytes: 0,
    });
    expect(sample.interfaces[1]?.mac).toMatch(/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/);
    expect(sample.facts.hostname).toBe('tiny');
    expect(sample.facts.sysctls.length).toBeGreaterThan(18);
    expect(sample.facts.bootId).toMatch(/^[0-9a-f-]{36}$/);
    expect(sample.interrupts.find(({ label }) => label === 'SIGIO ubd')?.count).toBeGreaterThan(50);
    expect(sample.questions).toBe(asked.flat().length);
    expect(Math.max(...asked.map((lines) => lines.length))).toBeLessThanOrEqual(MAX_BATCH_LINES);
  });

  it('asks nine questions a second, in one batch', async () => {
    await look.full();
    asked.length = 0;
    for (let second = 0; second < 4; second++) {
      pass(1);
      await look.full();
    }
    expect(asked.map((lines) => lines.length)).toEqual([9, 9, 9, 9]);
    expect(asked[0]).toContain('proc 1/root/sys/class/net/vec0/operstate');
    expect(asked[0]).not.toContain('proc 1/root/sys/class/net/lo/operstate');
  });

  it('turns counters into rates', async () => {
    await look.full();
    pass(2);
    add('proc stat', 'cpu ', 1, 50);
    add('proc stat', 'cpu ', 4, 150);
    add('proc stat', 'ctxt', 1, 400);
    add('proc diskstats', '98 +0 ', 5, 2048);
    add('proc diskstats', '98 +0 ', 12, 500);
    files.set(counter('rx_bytes'), '3000\n');
    const sample = await look.full();
    expect(sample.cpu).toMatchObject({ userPercent: 25, idlePercent: 75, contextSwitchesPerSecond: 200 });
    expect(sample.disks[0]).toMatchObject({ readBytesPerSecond: 2 ** 19, busyPercent: 25 });
    expect(sample.interfaces[1]).toMatchObject({ receivedBytesPerSecond: 1500, sentBytesPerSecond: 0 });
    expect(xrayPoint.parse(toPoint(sample))).toMatchObject({
      cpuPercent: 25,
      readBytesPerSecond: 2 ** 19,
      receivedBytesPerSecond: 1500,
    });
  });

  it('sees an interface go down in the next sample, and vanish', async () => {
    await look.full();
    expect(look.interfacesSeenUp).toEqual(['vec0']);
    pass(1);
    files.set('proc 1/root/sys/class/net/vec0/operstate', 'down\n');
    files.set('proc 1/root/sys/class/net/vec0/flags', '0x1002\n');
    expect((await look.full()).interfaces[1]).toMatchObject({ operstate: 'down', up: false });
    expect(look.interfacesSeenUp).toEqual(['vec0']);
    pass(1);
    files.delete('proc 1/root/sys/class/net/vec0/operstate');
    expect((await look.full()).interfaces.map(({ name }) => name)).toEqual(['lo']);
    expect(look.interfacesSeenUp).toEqual([]);
  });

  it('finds a new interface within ten seconds, with all its figures', async () => {
    await look.full();
    for (const [line, text] of capturedFiles(kernel)) {
      if (line.includes('/vec0/')) files.set(line.replace('/vec0/', '/eth3/'), text);
    }
    files.set(UEVENTS, '741\n');
    pass(5);
    expect((await look.full()).interfaces).toHaveLength(2);
    pass(5);
    const found = (await look.full()).interfaces.find(({ name }) => name === 'eth3');
    expect(found).toMatchObject({ up: true, mtu: 1500 });
  });

  it('asks again for little that the kernel refused, which it writes into its log each time', async () => {
    await look.full();
    asked.length = 0;
    for (let ten = 0; ten < 30; ten++) {
      pass(10);
      await look.full();
    }
    const refused = asked.flat().filter((line) => !files.has(line));
    expect(refused).toEqual(['proc 1/root/sys/class/net/vec1/operstate']);
    files.set(UEVENTS, '741\n');
    asked.length = 0;
    pass(10);
    await look.full();
    expect(asked.flat().filter((line) => !files.has(line))).toHaveLength(23);
  });

  it('tries few names besides those of the configuration while a guest boots', async () => {
    files.set('proc uptime', '2.00 0.10\n');
    const booting = new GuestLook({ ask: askingOf(files).ask, interfaceNames: ['vec0'], now: () => now });
    expect((await booting.full()).interfaces.map(({ name }) => name)).toEqual(['lo', 'vec0']);
    const early = askingOf(files);
    await new GuestLook({ ask: early.ask, interfaceNames: ['vec7'], now: () => now }).brief();
    expect(early.asked.flat().filter((line) => line.endsWith('/operstate'))).toEqual([
      'proc 1/root/sys/class/net/lo/operstate',
      'proc 1/root/sys/class/net/vec7/operstate',
    ]);
  });

  it('finds what was plugged in before the first look, one after the other', async () => {
    for (const name of ['vec0', 'vec1']) files.set(`proc 1/root/sys/class/net/${name}/operstate`, 'down\n');
    const late = new GuestLook({ ask: askingOf(files).ask, interfaceNames: [], now: () => now });
    await late.full();
    pass(10);
    expect((await late.full()).interfaces.map(({ name }) => name)).toEqual(['lo', 'vec0', 'vec1']);
  });

  it('looks for what somebody has plugged in', async () => {
    files.set('proc uptime', '2.00 0.10\n');
    files.set('proc 1/root/sys/class/net/eth5/operstate', 'down\n');
    const fresh = new GuestLook({ ask: askingOf(files).ask, interfaceNames: [], now: () => now });
    await fresh.full();
    fresh.addInterface('eth5');
    pass(10);
    expect((await fresh.full()).interfaces.map(({ name }) => name)).toContain('eth5');
  });

  it('waits with the files of a guest until its root is mounted', async () => {
    const root = files.get('proc 1/mountinfo') ?? '';
    files.set('proc uptime', '1.00 0.10\n');
    files.set('proc 1/mountinfo', '1 1 0:2 / / rw - rootfs rootfs rw\n');
    expect((await look.full()).facts.hostname).toBeNull();
    expect(asked.flat().filter((line) => line.includes('/etc/'))).toEqual([]);
    pass(1);
    files.set('proc 1/mountinfo', root);
    expect((await look.full()).facts.hostname).toBe('tiny');
  });

  it('begins anew when the guest has rebooted', async () => {
    await look.full();
    pass(1);
    files.set('proc uptime', '0.50 0.10\n');
    files.set('proc sys/kernel/random/boot_id', 'another\n');
    const sample = await look.full();
    expect(sample.facts.bootId).toBe('another');
    expect(sample.cpu.idlePercent).toBeNull();
    expect(sample.disks[0]?.readsPerSecond).toBeNull();
  });

  it('gives no rates over a jump of the clock', async () => {
    await look.full();
    now += 60_000;
    expect((await look.full()).cpu.contextSwitchesPerSecond).toBeNull();
    pass(1);
    expect((await look.full()).cpu.contextSwitchesPerSecond).toBe(0);
  });

  it('asks for facts once a minute', async () => {
    await look.full();
    pass(59);
    files.set('proc sys/kernel/hostname', 'renamed\n');
    expect((await look.full()).facts.hostname).toBe('tiny');
    pass(1);
    expect((await look.full()).facts.hostname).toBe('renamed');
  });

  it('tries nothing that may not be there while nobody looks', async () => {
    look.addInterface('vec0');
    await look.full({ isWatched: false });
    files.set(UEVENTS, '741\n');
    for (let minute = 0; minute < 10; minute++) {
      pass(60);
      await look.full({ isWatched: false });
      await look.brief();
    }
    expect(asked.flat().filter((line) => !files.has(line))).toEqual([]);
    files.set('proc 1/root/etc/resolv.conf', 'nameserver 10.0.0.1\n');
    expect((await look.full()).facts.nameServers).toEqual(['10.0.0.1']);
    pass(60);
    expect((await look.full({ isWatched: false })).facts.nameServers).toEqual(['10.0.0.1']);
  });

  it('gives a point of the history for six questions', async () => {
    look.addInterface('vec0');
    const first = xrayPoint.parse(await look.brief());
    expect(first).toMatchObject({ cpuPercent: null, receivedBytesPerSecond: null });
    asked.length = 0;
    pass(15);
    add('proc stat', 'cpu ', 1, 300);
    add('proc stat', 'cpu ', 4, 1200);
    files.set(counter('tx_bytes'), String(Number(files.get(counter('tx_bytes'))) + 1500));
    const point = xrayPoint.parse(await look.brief());
    expect(point.cpuPercent).toBeCloseTo(20);
    expect(point).toMatchObject({ sentBytesPerSecond: 100, receivedBytesPerSecond: 0 });
    expect(point.memoryUsedBytes).toBeGreaterThan(2 ** 20);
    expect(asked.flat()).toHaveLength(6);
  });

  it('passes on why nothing was answered, and asks all again after', async () => {
    let broken = true;
    const { ask } = askingOf(files);
    const failing = new GuestLook({
      ask: async (lines, timeoutMs) =>
        broken
          ? [{ unanswered: { code: 'MCONSOLE_TIMEOUT', message: 'The kernel did not answer' } }]
          : ask(lines, timeoutMs),
      interfaceNames: [],
      now: () => now,
    });
    await expect(failing.full()).rejects.toEqual(
      new UmlautError('MCONSOLE_TIMEOUT', 'The kernel did not answer'),
    );
    await expect(failing.brief()).rejects.toMatchObject({ code: 'MCONSOLE_TIMEOUT' });
    broken = false;
    expect((await failing.full()).facts.hostname).toBe('tiny');
  });

  it('keeps what it knew when packets of an answer are lost', async () => {
    let lossy = '';
    const { ask } = askingOf(files);
    const unlucky = new GuestLook({
      ask: async (lines, timeoutMs) =>
        (await ask(lines, timeoutMs)).map((answer, index) =>
          lines[index] === lossy ? { ...answer, truncated: true } : answer,
        ) as BatchAnswer[],
      interfaceNames: [],
      now: () => now,
    });
    const { memory } = await unlucky.full();
    lossy = 'proc meminfo';
    pass(1);
    expect((await unlucky.full()).memory).toEqual(memory);
  });
});

describe('a hostile guest', () => {
  it('always makes a sample that the contract allows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            garbage(80),
            fc.constantFrom(
              ...capturedFiles('7.2').values(),
              '99999999999999999999 -1 1e9\n',
              '__proto__ 1\n',
            ),
          ),
          { minLength: 3, maxLength: 12 },
        ),
        fc.array(fc.integer({ min: -5_000, max: 60_000 }), { minLength: 1, maxLength: 8 }),
        async (texts, steps) => {
          let now = START;
          let turn = 0;
          const look = new GuestLook({
            ask: async (asked) => {
              expect(asked.length).toBeLessThanOrEqual(MAX_BATCH_LINES);
              expect(asked.filter((line) => !/^proc [\w./!-]+$/.test(line))).toEqual([]);
              return asked.map(() => ({
                ok: true,
                errno: 0,
                bytes: texts[turn++ % texts.length] ?? '',
                truncated: false,
              }));
            },
            interfaceNames: ['a/../b', '..', 'x'.repeat(99)],
            now: () => (now += steps[turn++ % steps.length] ?? 0),
          });
          for (let index = 0; index < 2; index++) {
            const sample = xraySample.parse(await look.full());
            expect(JSON.stringify(sample).length).toBeLessThan(200_000);
            xrayPoint.parse(toPoint(sample));
            xrayPoint.parse(await look.brief());
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
