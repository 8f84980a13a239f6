import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConsoleLog } from '../console-log.ts';
import { historyTimeline } from './history-timeline.ts';

const START = Date.parse('2026-01-02T03:04:05.000Z');

let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'history-timeline-')), 'con1');
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(join(dir, '..'), { recursive: true, force: true });
});

function say(log: ConsoleLog, text: string, afterMs = 0): void {
  vi.setSystemTime(Date.now() + afterMs);
  log.append(Buffer.from(text));
}

function boot(log: ConsoleLog, bootId: string, afterMs = 0): void {
  vi.setSystemTime(Date.now() + afterMs);
  log.markBoot({ at: new Date().toISOString(), bootId });
}

describe('historyTimeline', () => {
  it('tells when a replay shows what, with idle times and without', async () => {
    using log = ConsoleLog.open(dir, { limitBytes: 1_048_576 });
    boot(log, 'b-1');
    say(log, 'one ');
    say(log, 'two ', 400);
    say(log, 'three ', 60_000);
    await expect(historyTimeline(dir)).resolves.toEqual({
      end: 14,
      points: [
        { offset: 0, at: START, ms: 0, skippedMs: 0 },
        { offset: 4, at: START + 400, ms: 400, skippedMs: 400 },
        { offset: 8, at: START + 60_400, ms: 60_400, skippedMs: 1_400 },
      ],
    });
  });

  it('waits for no machine that was off, and for no clock that was set back', async () => {
    using log = ConsoleLog.open(dir, { limitBytes: 1_048_576 });
    boot(log, 'b-1');
    say(log, 'old ');
    boot(log, 'b-2', 7_200_000);
    say(log, 'new ', 100);
    say(log, 'earlier', -3_000);
    const { points } = await historyTimeline(dir);
    expect(points.map(({ offset, ms, skippedMs }) => [offset, ms, skippedMs])).toEqual([
      [0, 0, 0],
      [4, 1_000, 1_000],
      [8, 1_000, 1_000],
    ]);
  });

  it('is short for a history of many days', async () => {
    using log = ConsoleLog.open(dir, { limitBytes: 1_048_576 });
    boot(log, 'b-1');
    for (let count = 0; count < 8_000; count++) say(log, '.', count % 100 === 0 ? 3_600_000 : 50);
    const { points } = await historyTimeline(dir);
    expect(points.length).toBeLessThan(2_100);
    expect(points.at(-1)?.offset).toBe(7_999);
    const gaps = points.slice(1).map(({ skippedMs }, index) => skippedMs - (points[index]?.skippedMs ?? 0));
    const total = points.at(-1)?.skippedMs ?? 0;
    expect(Math.max(...gaps)).toBeLessThanOrEqual(total / 1000 + 1_000);
  });

  it('is empty for an empty history', async () => {
    await expect(historyTimeline(dir)).resolves.toEqual({ end: 0, points: [] });
  });
});
