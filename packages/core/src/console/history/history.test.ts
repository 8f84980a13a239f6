import {
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConsoleLog } from '../console-log.ts';
import { segmentLimit, segmentMarksName } from '../segment-layout.ts';
import { clearHistory } from './clear-history.ts';
import { describeHistory } from './describe-history.ts';
import { exportHistory } from './export-history.ts';
import { readPassage } from './read-passage.ts';

const LIMIT = 1_048_576;
const START = Date.parse('2026-01-02T03:04:05.000Z');

let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'console-history-')), 'con1');
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(join(dir, '..'), { recursive: true, force: true });
});

function openLog(limitBytes = LIMIT): ConsoleLog {
  return ConsoleLog.open(dir, { limitBytes });
}

function say(log: ConsoleLog, text: string, afterMs = 0): void {
  vi.setSystemTime(Date.now() + afterMs);
  log.append(Buffer.from(text));
}

function times(from = 0, maxBytes = 1000): [number, number][] {
  return readPassage(dir, { from, maxBytes }).marks.map(({ offset, at }) => [offset, at - START]);
}

async function exported(format: 'text' | 'ansi' | 'asciicast', range = {}): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of exportHistory(dir, { format, title: 'web con1', ...range })) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe('the times of a console', () => {
  it('are kept to a screen’s frame, and told for any passage', () => {
    using log = openLog();
    say(log, 'one ');
    say(log, 'at once ', 5);
    say(log, 'two ', 30);
    say(log, 'three', 1000);
    expect(times()).toEqual([
      [0, 0],
      [12, 35],
      [16, 1035],
    ]);
    // The mark of a passage that begins amid what came together.
    expect(times(14, 4)).toEqual([
      [14, 35],
      [16, 1035],
    ]);
    expect(times(2, 3)).toEqual([[2, 0]]);
  });

  it('have the size of the terminal, and a change of it at once', () => {
    using log = openLog();
    say(log, 'a');
    log.setSize(132, 43);
    say(log, 'b', 1);
    expect(readPassage(dir, { from: 0, maxBytes: 9 }).marks).toMatchObject([
      { offset: 0, cols: 80, rows: 24 },
      { offset: 1, cols: 132, rows: 43 },
    ]);
  });

  it('begin with each segment, and go with it', () => {
    using log = openLog();
    const size = segmentLimit(LIMIT);
    for (let count = 0; count < 12; count++) say(log, 'x'.repeat(size - 1000), 1000);
    const files = readdirSync(dir);
    const starts = (ending: string): string[] =>
      files.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, 20));
    expect(starts('.marks')).toEqual(starts('.log'));
    const { oldest } = describeHistory(dir);
    expect(oldest).toBeGreaterThan(0);
    expect(times(oldest, 5)[0]?.[0]).toBe(oldest);
  });

  it('go on after a restart of the writer, and survive a torn record', () => {
    openLog()[Symbol.dispose]();
    {
      using log = openLog();
      say(log, 'first');
    }
    truncateSync(join(dir, segmentMarksName(0)), statSync(join(dir, segmentMarksName(0))).size - 3);
    {
      using log = openLog();
      say(log, 'second', 500);
      say(log, 'third', 500);
    }
    expect(times()).toEqual([
      [5, 500],
      [11, 1000],
    ]);
  });

  it('may be missing, forged or a link: the bytes are there', () => {
    {
      using log = openLog();
      say(log, 'bytes');
    }
    const path = join(dir, segmentMarksName(0));
    writeFileSync(path, 'not marks at all, but long enough for several of them');
    expect(times()).toEqual([]);
    rmSync(path);
    symlinkSync('/etc/passwd', path);
    expect(readPassage(dir, { from: 0, maxBytes: 9 })).toEqual({
      offset: 0,
      bytes: Buffer.from('bytes'),
      marks: [],
    });
    expect(describeHistory(dir)).toMatchObject({ end: 5, firstAt: null, lastAt: null });
  });

  it('stay few beside bytes that trickle for ever', () => {
    using log = openLog();
    for (let count = 0; count < 20_000; count++) say(log, '.', 25);
    expect(times(0, 20_000).length).toBeLessThan(8_192 + (20_000 * 25) / 1000);
  });
});

describe('a history', () => {
  it('is described with its boots', () => {
    using log = openLog();
    log.markBoot({ at: new Date().toISOString(), bootId: 'b-1' });
    say(log, 'first run');
    log.markBoot({ at: new Date().toISOString(), bootId: 'b-2' });
    say(log, 'second run', 60_000);
    expect(describeHistory(dir)).toEqual({
      oldest: 0,
      end: 19,
      boots: [
        { offset: 0, at: '2026-01-02T03:04:05.000Z', bootId: 'b-1' },
        { offset: 9, at: '2026-01-02T03:04:05.000Z', bootId: 'b-2' },
      ],
      firstAt: '2026-01-02T03:04:05.000Z',
      lastAt: '2026-01-02T03:05:05.000Z',
    });
  });

  it('is empty where there is none', async () => {
    expect(describeHistory(dir)).toEqual({ oldest: 0, end: 0, boots: [], firstAt: null, lastAt: null });
    expect(readPassage(dir, { from: 0, maxBytes: 9 })).toMatchObject({ offset: 0, marks: [] });
    expect(await exported('text')).toBe('');
    clearHistory(dir);
  });

  it('is cleared under a writer, which goes on at the same offset', async () => {
    using log = openLog();
    log.markBoot({ at: new Date().toISOString(), bootId: 'b-1' });
    say(log, 'a secret');
    log.clear();
    expect([log.oldest, log.end, log.read(0, 99).offset]).toEqual([8, 8, 8]);
    expect(describeHistory(dir)).toMatchObject({ oldest: 8, end: 8, boots: [], firstAt: null });
    say(log, 'and on', 100);
    expect(readPassage(dir, { from: 0, maxBytes: 99 })).toMatchObject({ offset: 8, marks: [{ offset: 8 }] });
    expect(await exported('ansi')).toBe('and on');
  });

  it('is cleared without one', async () => {
    {
      using log = openLog();
      say(log, 'a secret');
    }
    clearHistory(dir);
    clearHistory(dir);
    expect(describeHistory(dir)).toMatchObject({ oldest: 8, end: 8 });
    using log = openLog();
    say(log, 'new');
    expect([log.oldest, log.end]).toEqual([8, 11]);
  });
});

describe('an export', () => {
  it('is text as a person read it', async () => {
    using log = openLog();
    say(log, 'a \u001b[1mbold\u001b[0m word\r\n10 %\r20 %\r100 %\r\nlp\b \bs\r\nlast \u00e4\u{1f600}');
    expect(await exported('text')).toBe('a bold word\n100 %\nls\nlast ä😀\n');
  });

  it('is every byte as it came, or a part of them', async () => {
    using log = openLog();
    say(log, 'a \u001b[1mbold\u001b[0m word\r\n');
    expect(await exported('ansi')).toBe('a \u001b[1mbold\u001b[0m word\r\n');
    expect(await exported('ansi', { from: 2, to: 10 })).toBe('\u001b[1mbold');
    expect(await exported('ansi', { from: 99 })).toBe('');
  });

  it('is an asciicast in which a run begins at its own time', async () => {
    using log = openLog();
    say(log, 'night');
    vi.setSystemTime(START + 3_600_000);
    log.markBoot({ at: new Date().toISOString(), bootId: 'b-2' });
    say(log, 'morning', 2000);
    const [, ...events] = (await exported('asciicast')).trimEnd().split('\n');
    expect(events.map((line): unknown => JSON.parse(line))).toEqual([
      [0, 'o', 'night'],
      [3600, 'm', 'boot 2026-01-02T04:04:05.000Z'],
      [3602, 'o', 'morning'],
    ]);
  });

  it('is an asciicast that plays as it happened', async () => {
    using log = openLog();
    log.markBoot({ at: new Date().toISOString(), bootId: 'b-1' });
    say(log, 'slow\u00e4'.slice(0, 4));
    say(log, 'ly', 1500);
    log.setSize(100, 30);
    log.append(Buffer.from('\u00e4').subarray(0, 1));
    log.append(Buffer.from('\u00e4!').subarray(1));
    const lines = (await exported('asciicast')).trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      {
        version: 2,
        width: 80,
        height: 24,
        timestamp: START / 1000,
        title: 'web con1',
        env: { TERM: 'xterm-256color' },
      },
      [0, 'm', 'boot 2026-01-02T03:04:05.000Z'],
      [0, 'o', 'slow'],
      [1.5, 'o', 'ly'],
      [1.5, 'r', '100x30'],
      [1.5, 'o', 'ä!'],
    ]);
  });
});
