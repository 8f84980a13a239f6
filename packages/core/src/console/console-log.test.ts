import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConsoleLog } from './console-log.ts';
import { segmentLimit, segmentName } from './segment-layout.ts';

const LIMIT = 1_048_576;
const PERIOD = 100_003;
const TABLE = Buffer.from(
  Array.from({ length: 2 * PERIOD }, (_, i) => Math.imul(i % PERIOD, 2_654_435_761) >>> 24),
);

let dir: string;

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'console-log-')), 'con0');
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(join(dir, '..'), { recursive: true, force: true });
});

/** Bytes whose value depends on their offset, so that a shift by any amount shows. */
function pattern(from: number, length: number): Buffer {
  return length === 0
    ? Buffer.alloc(0)
    : Buffer.alloc(length, TABLE.subarray(from % PERIOD, (from % PERIOD) + PERIOD));
}

/** Every range that the log still has, oldest first. */
function readRanges(log: ConsoleLog): { from: number; bytes: Buffer }[] {
  const ranges: { from: number; bytes: Buffer[] }[] = [];
  for (let at = log.oldest; at < log.end;) {
    const { offset, bytes } = log.read(at, 50_000);
    const last = ranges.at(-1);
    if (last === undefined || offset > at) ranges.push({ from: offset, bytes: [bytes] });
    else last.bytes.push(bytes);
    at = offset + bytes.length;
  }
  return ranges.map(({ from, bytes }) => ({ from, bytes: Buffer.concat(bytes) }));
}

function openLog(limitBytes = LIMIT): ConsoleLog {
  return ConsoleLog.open(dir, { limitBytes });
}

describe('ConsoleLog', () => {
  it('begins empty at offset 0 and makes its folder at the first byte', () => {
    using log = openLog();
    expect([log.oldest, log.end, log.read(0, 10).bytes.length]).toEqual([0, 0, 0]);
    log.append(Buffer.from('boot'));
    expect(log.read(0, 10)).toEqual({ offset: 0, bytes: Buffer.from('boot') });
    expect(readdirSync(dir)).toEqual(['00000000000000000000.log', '00000000000000000000.marks']);
    expect(statSync(join(dir, '00000000000000000000.log')).mode & 0o777).toBe(0o600);
  });

  it('continues its offsets over many openings', () => {
    for (let run = 0; run < 5; run += 1) {
      using log = openLog();
      expect(log.end).toBe(run * 1_000);
      log.append(pattern(log.end, 1_000));
    }
    using log = openLog();
    expect(readRanges(log)).toEqual([{ from: 0, bytes: pattern(0, 5_000) }]);
  });

  it('has written every byte when append returns: a killed process loses none', () => {
    const script = `
      const { ConsoleLog } = await import(${JSON.stringify(import.meta.resolve('./console-log.ts'))});
      const log = ConsoleLog.open(${JSON.stringify(dir)}, { limitBytes: ${LIMIT} });
      for (let i = 0; i < 100; i += 1) log.append(Buffer.alloc(997, i));
      process.kill(process.pid, 'SIGKILL');
    `;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect([child.signal, child.stderr]).toEqual(['SIGKILL', '']);
    using log = openLog();
    expect(log.end).toBe(99_700);
    expect(log.read(50 * 997, 1).bytes[0]).toBe(50);
  });

  it('keeps the newest bytes within its limit, exactly, also when opened again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 120_000 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: LIMIT }),
        (sizes, limit) => {
          rmSync(dir, { recursive: true, force: true });
          let log = openLog(limit);
          for (const size of sizes) {
            log.append(pattern(log.end, size));
            // Times lie beside it: 24 bytes for 20 ms at most.
            const segments = readdirSync(dir).filter((name) => name.endsWith('.log'));
            const onDisk = segments.reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
            expect(onDisk).toBeLessThanOrEqual(Math.max(limit, 65_536));
          }
          const { end } = log;
          for (let opened = 0; opened < 2; opened += 1) {
            const ranges = readRanges(log);
            expect(ranges).toHaveLength(1);
            expect(ranges[0]?.bytes.equals(pattern(log.oldest, end - log.oldest))).toBe(true);
            expect(end - log.oldest).toBeGreaterThanOrEqual(Math.min(end, limit - 2 * segmentLimit(limit)));
            log.close();
            log = openLog(limit);
          }
          log.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  it('tolerates foreign, empty, cut and overlapping files', () => {
    mkdirSync(join(dir, '00000000000000000500.log'), { recursive: true });
    writeFileSync(join(dir, '00000000000000000000.log'), pattern(0, 150));
    writeFileSync(join(dir, '00000000000000000100.log'), pattern(100, 100));
    writeFileSync(join(dir, '00000000000000000200.log'), '');
    writeFileSync(join(dir, '00000000000000000300.log'), pattern(300, 10));
    writeFileSync(join(dir, '99999999999999999999.log'), 'x');
    writeFileSync(join(dir, 'notes.txt'), 'mine');
    writeFileSync(
      join(dir, 'boots.jsonl'),
      '{"offset":100,"at":"2026-01-01T00:00:00Z","bootId":"a"}\n{"off\n\0\n[]\n7\n',
    );
    using log = openLog();
    log.append(pattern(310, 5));
    expect(readRanges(log)).toEqual([
      { from: 0, bytes: pattern(0, 200) },
      { from: 300, bytes: pattern(300, 15) },
    ]);
    expect(log.bootAt(0)?.boot).toEqual({ offset: 100, at: '2026-01-01T00:00:00Z', bootId: 'a' });
    expect(log.bootAt(1)).toBeNull();
  });

  it('follows no link out of its folder and waits for no fifo', () => {
    mkdirSync(dir);
    writeFileSync(join(dir, '..', 'secret'), 'secret');
    symlinkSync('../secret', join(dir, '00000000000000000000.log'));
    symlinkSync('../secret', join(dir, 'boots.jsonl'));
    spawnSync('sh', ['-c', 'mkfifo "$0"', join(dir, '00000000000000000100.log')]);
    using log = openLog();
    expect([log.oldest, log.end, log.bootAt(0)]).toEqual([0, 0, null]);
  });

  it('shows a gap when a file is cut or removed behind its back', () => {
    using log = openLog(524_288);
    log.append(pattern(0, 500_000));
    truncateSync(join(dir, '00000000000000000000.log'), 10);
    rmSync(join(dir, '00000000000000131072.log'));
    expect(readRanges(log)).toEqual([
      { from: 0, bytes: pattern(0, 10) },
      { from: 65_536, bytes: pattern(65_536, 65_536) },
      { from: 196_608, bytes: pattern(196_608, 500_000 - 196_608) },
    ]);
  });

  it('remembers the beginnings of runs, also after a torn line', () => {
    {
      using log = openLog();
      log.markBoot({ at: '2026-01-01T00:00:00.000Z', bootId: 'first' });
      log.append(Buffer.from('one'));
      appendFileSync(join(dir, 'boots.jsonl'), '{"offset":1,"at":"20');
      log.markBoot({ at: '2026-01-02T00:00:00.000Z', bootId: 'second' });
    }
    using log = openLog();
    expect([log.bootAt(0)?.boot.bootId, log.bootAt(1)?.boot, log.bootAt(2)]).toEqual([
      'first',
      { offset: 3, at: '2026-01-02T00:00:00.000Z', bootId: 'second' },
      null,
    ]);
    expect([log.firstBootFrom(0), log.firstBootFrom(1), log.firstBootFrom(4)]).toEqual([0, 1, 2]);
  });

  it('forgets the oldest runs of a guest that reboots for ever', () => {
    using log = openLog();
    for (let i = 0; i < 2_000; i += 1) {
      log.append(Buffer.from('.'));
      log.markBoot({ at: '2026-01-01T00:00:00.000Z', bootId: String(i) });
    }
    expect(log.bootAt(1_999)?.boot).toMatchObject({ offset: 2_000, bootId: '1999' });
    expect(log.bootAt(0)?.sequence).toBeGreaterThan(1_000);
    expect(statSync(join(dir, 'boots.jsonl')).size).toBeLessThan(60_000);
    using again = openLog();
    expect(again.bootAt(again.firstBootFrom(2_000))?.boot.bootId).toBe('1999');
  });
});

describe('ConsoleLog on a full disk', () => {
  /** Makes the disk full for the segment that begins at `start`, until the returned function is called. */
  function fillDisk(start: number): () => void {
    const path = join(dir, segmentName(start));
    mkdirSync(dir, { recursive: true });
    symlinkSync('/dev/full', path);
    return () => rmSync(path);
  }

  it('goes on in memory and loses nothing when there is room again in time', () => {
    vi.useFakeTimers();
    const makeRoom = fillDisk(0);
    using log = openLog();
    log.append(pattern(0, 100_000));
    expect(log.writeError).toMatchObject({ code: 'ENOSPC' });
    expect(log.read(99_000, 2_000).bytes.equals(pattern(99_000, 1_000))).toBe(true);
    makeRoom();
    log.append(pattern(100_000, 10));
    vi.advanceTimersByTime(1_100);
    expect(log.writeError).toBeNull();
    using again = openLog();
    expect(readRanges(again)).toEqual([{ from: 0, bytes: pattern(0, 100_010) }]);
  });

  it('shows what memory could not hold as a gap and nothing else', () => {
    vi.useFakeTimers();
    using log = openLog();
    log.append(pattern(0, 131_072));
    renameSync(dir, `${dir}.away`);
    writeFileSync(dir, 'in the way');
    for (let at = 131_072; at < 600_000; at += 1_000) {
      log.append(pattern(at, 1_000));
      vi.advanceTimersByTime(10);
    }
    expect(log.writeError).toMatchObject({ code: 'EEXIST' });
    rmSync(dir);
    renameSync(`${dir}.away`, dir);
    const { end } = log;
    const tail = end - 262_144;
    const expected = [
      { from: 0, bytes: pattern(0, 131_072) },
      { from: tail, bytes: pattern(tail, 262_144) },
    ];
    expect(readRanges(log)).toEqual(expected);
    vi.advanceTimersByTime(1_100);
    expect(log.writeError).toBeNull();
    log.append(pattern(end, 10));
    using again = openLog();
    expect(readRanges(again)).toEqual([expected[0], { from: tail, bytes: pattern(tail, 262_154) }]);
  });

  it('writes what it can when it is closed', () => {
    const makeRoom = fillDisk(0);
    const log = openLog();
    log.append(pattern(0, 500));
    makeRoom();
    log.close();
    using again = openLog();
    expect(again.end).toBe(500);
  });
});
