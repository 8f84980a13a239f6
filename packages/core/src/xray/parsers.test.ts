import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configuredInterfaces } from './configured-interfaces.ts';
import { lines, toCount, toFigure } from './figures.ts';
import { parseDisks, parsePartitions } from './parse-disks.ts';
import { parseNameServers, parseOsRelease, parseRelease } from './parse-facts.ts';
import { countGroups, parseBlockBytes, parseFreeBytes } from './parse-free-space.ts';
import { parseInterruptLabels } from './parse-interrupt-labels.ts';
import { parseLoad, parseUptime } from './parse-load.ts';
import { parseMemory, parseOomKills } from './parse-memory.ts';
import { isRootMounted, parseMounts } from './parse-mounts.ts';
import { parseStat } from './parse-stat.ts';
import { oneLine, replyText } from './reply-text.ts';
import { CAPTURED_KERNELS, NO_FILE, capturedFiles, fileAnswer } from './testing/captured-guest.ts';
import { garbage } from './testing/garbage.ts';

describe.each(CAPTURED_KERNELS)('what kernel %s says', (kernel) => {
  const files = capturedFiles(kernel);
  const file = (path: string): string => files.get(`proc ${path}`) ?? expect.fail(`${path} was not captured`);

  it('has processor time, interrupts and softirqs that add up', () => {
    const text = file('stat');
    const { ticks, interrupts, otherInterrupts, softirqs, contextSwitches, processes, running, blocked } =
      parseStat(text);
    const seconds = Object.values(ticks).reduce((sum, value) => sum + value, 0) / 100;
    expect(Math.abs(seconds - parseUptime(file('uptime')))).toBeLessThan(5);
    const total = (name: string): number => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1]);
    const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
    expect(sum(interrupts) + otherInterrupts).toBe(total('intr'));
    // The timer has a number on 6.1 only.
    expect(otherInterrupts > 0).toBe(kernel === '7.2');
    expect(sum(softirqs)).toBe(total('softirq'));
    expect(softirqs).toHaveLength(10);
    expect(contextSwitches).toBeGreaterThan(1000);
    expect(processes).toBeGreaterThan(100);
    expect({ running, blocked }).toEqual({ running: 1, blocked: 0 });
  });

  it('names interrupts', () => {
    const labels = parseInterruptLabels(file('interrupts'));
    expect(labels.get(0)).toBe('SIGALRM hr timer');
    expect(labels.get(2)).toBe('SIGIO ubd');
    expect(labels.get(5)).toBe('SIGIO mconsole');
    expect([...labels.values()].filter((label) => label === 'SIGIO vec0')).toHaveLength(2);
  });

  it('has memory in bytes that fits together', () => {
    const memory = parseMemory(file('meminfo'));
    expect(memory.totalBytes).toBeGreaterThan(100 * 2 ** 20);
    expect(memory.availableBytes).toBeLessThan(memory.totalBytes);
    expect(memory.slabBytes).toBeGreaterThan(memory.reclaimableSlabBytes);
    expect(memory.kernelStackBytes).toBeGreaterThan(0);
    expect(memory.swapTotalBytes).toBe(0);
    expect(parseOomKills(file('vmstat'))).toBe(0);
  });

  it('has load, uptime, disks and their sizes', () => {
    expect(parseLoad(file('loadavg'))).toMatchObject({ load: [0, expect.any(Number), expect.any(Number)] });
    expect(parseLoad(file('loadavg')).threads).toBeGreaterThan(20);
    const disks = parseDisks(file('diskstats'));
    expect(disks[0]).toMatchObject({ name: 'ubda', number: '98:0', inFlight: 0 });
    expect(disks[0]?.readBytes).toBeGreaterThan(1_000_000);
    expect(parsePartitions(file('partitions')).get('ubda')).toBe(256 * 2 ** 20);
  });

  it('tells what is mounted, by the number of the disk', () => {
    const mounts = parseMounts(file('1/mountinfo'));
    expect(isRootMounted(mounts)).toBe(true);
    expect(isRootMounted(parseMounts('1 1 0:2 / / rw - rootfs rootfs rw\n'))).toBe(false);
    expect(mounts[0]).toEqual({
      deviceNumber: '98:0',
      mountPoint: '/',
      options: 'rw,relatime',
      type: 'ext4',
      source: '/dev/root',
      readOnly: false,
    });
    expect(mounts.find(({ mountPoint }) => mountPoint === '/tmp')).toMatchObject({ type: 'tmpfs' });
  });

  it('tells how much of an ext4 file system is free, whatever its block size', () => {
    expect(parseBlockBytes(file('fs/ext4/ubda/mb_structs_summary'))).toBe(4096);
    expect(parseBlockBytes(file('fs/ext4/ubdb/mb_structs_summary'))).toBe(1024);
    // df -k said 246552 and 30638, without what is reserved for root.
    const root = parseFreeBytes(file('fs/ext4/ubda/mb_groups'), 4096) ?? 0;
    expect(root / 2 ** 20).toBeGreaterThan(240);
    expect(root / 2 ** 20).toBeLessThan(250);
    expect(parseFreeBytes(file('fs/ext4/ubdb/mb_groups'), 1024)).toBe(33505 * 1024);
    expect(countGroups(256 * 2 ** 20, 4096)).toBe(2);
    expect(countGroups(40 * 2 ** 20, 1024)).toBe(5);
  });

  it('names itself and its distribution', () => {
    expect(parseRelease(file('version'))).toMatch(kernel === '6.1' ? /^6\.1\.\d+$/ : /^7\.2\.\d+$/);
    expect(parseOsRelease(file('1/root/etc/os-release'))).toMatchObject({ ID: 'tiny', NAME: 'Umlaut Tiny' });
  });
});

describe('parseFreeBytes', () => {
  const rows = ['#0    : 10 1 0 [ 0 ]', '#1    : 20 1 0 [ 0 ]', '#2    : 30 1 0 [ 0 ]'];
  it('says nothing when a line was lost', () => {
    expect(parseFreeBytes(rows.join('\n'), 1024)).toBe(60 * 1024);
    expect(parseFreeBytes([rows[0], rows[2]].join('\n'), 1024)).toBeNull();
    expect(parseFreeBytes(rows.slice(1).join('\n'), 1024)).toBeNull();
    expect(parseFreeBytes('', 1024)).toBeNull();
  });
});

describe('parseMounts', () => {
  it('reads escapes, optional fields and both ways of being read-only', () => {
    const [one, two, three] = parseMounts(
      [
        String.raw`22 1 98:16 / /mnt/two\040words ro,noatime shared:1 master:2 - ext4 /dev/ubdb rw`,
        '23 1 98:32 / /srv rw - ext4 /dev/ubdc ro,errors=remount-ro',
        '24 1 98:48 / /opt rw - ext4 /dev/ubdd rw,emergency_ro',
        'nonsense',
        '25 1 x:y / / rw - ext4 a b',
      ].join('\n'),
    );
    expect(one).toMatchObject({ mountPoint: '/mnt/two words', readOnly: true, options: 'ro,noatime' });
    expect(two).toMatchObject({ mountPoint: '/srv', readOnly: true, options: 'rw' });
    expect(three).toMatchObject({ mountPoint: '/opt', readOnly: true });
  });
});

describe('parseDisks', () => {
  it('leaves out loop devices that nobody uses', () => {
    const text = '7 0 loop0 0 0 0 0 0 0 0 0 0 0 0\n7 1 loop1 5 0 40 0 0 0 0 0 0 0 0\n';
    expect(parseDisks(text).map(({ name }) => name)).toEqual(['loop1']);
  });
});

describe('facts', () => {
  it('understand quotes and comments', () => {
    expect(parseOsRelease(`# x\nNAME="A \\"b\\""\nID='c'\nBAD-KEY=1\nEMPTY=\n`)).toEqual({
      NAME: 'A "b"',
      ID: 'c',
      EMPTY: '',
    });
    expect(
      parseNameServers('search x\nnameserver 10.0.0.1\n nameserver fe80::1%eth0\nnameserver 10.0.0.1\n'),
    ).toEqual(['10.0.0.1', 'fe80::1%eth0']);
  });

  it('find interfaces on a command line', () => {
    const line = 'mem=64M vec0:transport=tap,ifname=x "vec1:transport=tap" eth2=daemon vec root=/dev/ubda';
    expect(configuredInterfaces(line)).toEqual(['vec0', 'vec1', 'eth2']);
    expect(configuredInterfaces(['eth0=mcast', 'vector=1'])).toEqual(['eth0']);
  });
});

describe('replyText', () => {
  it("takes the kernel's own newline off, and nothing else", () => {
    expect(replyText(fileAnswer('\na\n'))).toBe('\na\n');
    expect(replyText(fileAnswer('grün'))).toBe('grün');
    expect(replyText(NO_FILE)).toBeNull();
    expect(replyText(fileAnswer('half', true))).toBeNull();
    expect(replyText(undefined)).toBeNull();
  });
  it('makes one clean line', () => {
    expect(oneLine('a\u001b[31m\u202eb\nc')).toBe('a [31m b');
    expect(oneLine('x'.repeat(10_000))).toHaveLength(256);
  });
});

const HINTS =
  'cpu intr softirq __proto__ constructor MemTotal: oom_kill ubda 98:0 - #0 : 99999999999999999999999 -1 ' +
  '1e999 NaN 0x10 1.5 / list_order_0_groups: nameserver NAME="';

/** Garbage, and garbage that looks like what is expected. */
const hostile = fc.oneof(
  garbage(500),
  fc
    .array(fc.constantFrom(...HINTS.split(' '), ' ', '\n', '\t', '\0', '#1    : 5 ', '0: 1 x'), {
      maxLength: 200,
    })
    .map((parts) => parts.join(' ')),
);

describe('hostile text', () => {
  it('never makes a parser throw, nor give more than it should', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const stat = parseStat(text);
        expect(stat.interrupts.length).toBeLessThanOrEqual(256);
        const numbers = [
          ...Object.values(stat.ticks),
          ...stat.interrupts,
          ...stat.softirqs,
          ...Object.values(parseMemory(text)),
          ...parseDisks(text).map(({ readBytes }) => readBytes),
          ...parsePartitions(text).values(),
          parseFreeBytes(text, 4096) ?? 0,
          parseOomKills(text) ?? 0,
          countGroups(toCount(text), 4096),
        ];
        expect(numbers.filter((number) => !Number.isSafeInteger(number) || number < 0)).toEqual([]);
        const { load } = parseLoad(text);
        const figures = [...load, parseUptime(text), toFigure(text)];
        expect(figures.filter((figure) => !Number.isFinite(figure) || figure < 0)).toEqual([]);
        for (const label of parseInterruptLabels(text).values()) expect(label.length).toBeLessThanOrEqual(64);
        for (const mount of parseMounts(text)) expect(mount.mountPoint.length).toBeLessThanOrEqual(256);
        const release = parseOsRelease(text);
        expect(Object.getPrototypeOf(release)).toBe(Object.prototype);
        expect(Object.keys(release).length).toBeLessThanOrEqual(40);
        expect(parseNameServers(text).length).toBeLessThanOrEqual(16);
        expect([null, 1024, 2048, 4096, 8192, 16384, 32768, 65536]).toContain(parseBlockBytes(text));
        expect(parseRelease(text)?.length ?? 0).toBeLessThanOrEqual(64);
      }),
      { numRuns: 300 },
    );
  });

  it('is cut where it is endless', () => {
    expect(lines('a\n'.repeat(100_000), 10)).toHaveLength(10);
    expect(lines('a'.repeat(1_000_000), 10)[0]).toHaveLength(4096);
    expect(parseMounts('1 1 1:1 / / rw - a b c\n'.repeat(10_000))).toHaveLength(256);
    expect(toCount('99999999999999999999')).toBe(Number.MAX_SAFE_INTEGER);
  });
});
