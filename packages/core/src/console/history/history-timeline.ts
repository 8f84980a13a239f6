import { setImmediate } from 'node:timers/promises';
import { replayPause, type ConsoleTimeline } from '@umlaut/contracts/model';
import { HistoryLog } from '../history-log.ts';
import { MarkReader } from './mark-reader.ts';

/** A point is left out when it lies closer than this part of the whole to the one before, in both times. */
const PARTS = 1_000;
/** Looked at in one go. */
const PIECE_BYTES = 1024 * 1024;

type Point = ConsoleTimeline['points'][number];

/**
 * When a replay shows what, from the marks alone; those that make no difference that one would see are left out, so that
 * there are 2,000 points at most. @throws ErrnoException when the folder exists but cannot be read
 */
export async function historyTimeline(dir: string): Promise<ConsoleTimeline> {
  const log = new HistoryLog(dir);
  const { oldest, end } = log;
  const boots = [...new Set(log.boots.map(({ offset }) => Math.max(offset, oldest)))];
  const reader = new MarkReader(dir);
  const points: Point[] = [];
  for (let from = oldest; from < end; from += PIECE_BYTES) {
    const to = Math.min(end, from + PIECE_BYTES);
    const before = points.at(-1) ?? null;
    for (const point of pointsOf(reader, { from, to, boots, before })) points.push(point);
    // Other requests are served in between.
    await setImmediate();
  }
  return { end, points: thinned(points) };
}

interface Piece {
  from: number;
  to: number;
  boots: readonly number[];
  before: Point | null;
}

/** Where output begins that came at another time, or that begins a run, ascending. */
function pointsOf(reader: MarkReader, { from, to, boots, before: last }: Piece): Point[] {
  const marks = reader.between(from, to);
  const own = boots.filter((offset) => offset >= from && offset < to);
  // What came before the oldest byte holds for it.
  const places = marks.flatMap(({ offset }) => (offset >= from ? [offset] : last === null ? [from] : []));
  const points: Point[] = [];
  let before = last;
  let mark = 0;
  for (const offset of new Set([...places, ...own].toSorted((a, b) => a - b))) {
    while (mark < marks.length && (marks[mark]?.offset ?? 0) <= offset) mark += 1;
    const at = marks[mark - 1]?.at;
    if (at === undefined) continue;
    const gap = before === null ? 0 : at - before.at;
    const isBoot = own.includes(offset);
    const point: Point = {
      offset,
      at,
      ms: (before?.ms ?? 0) + replayPause(gap, { isBoot, skipIdle: false }),
      skippedMs: (before?.skippedMs ?? 0) + replayPause(gap, { isBoot, skipIdle: true }),
    };
    points.push(point);
    before = point;
  }
  return points;
}

/** The first one and the last one stay. */
function thinned(points: readonly Point[]): Point[] {
  const last = points.at(-1);
  if (last === undefined) return [];
  const [most, mostSkipped] = [last.ms / PARTS, last.skippedMs / PARTS];
  let kept: Point | null = null;
  return points.filter((point) => {
    const isFar =
      kept === null ||
      point === last ||
      point.ms - kept.ms > most ||
      point.skippedMs - kept.skippedMs > mostSkipped;
    if (isFar) kept = point;
    return isFar;
  });
}
