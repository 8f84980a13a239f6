import type { XrayPoint, XraySample } from '@umlaut/contracts/model';
import { XRAY_HISTORY_INTERVAL_MS, XRAY_INTERVAL_MS } from '@umlaut/contracts/ws';
import type { Figures, HistoryEntry } from './history-entry.ts';
import { pointFigures, sampleFigures } from './sample-figures.ts';

/** Seconds are kept this long; then one entry stands for as long as a point of the server's history. */
const FINE_MS = 5 * 60_000;
const HISTORY_MS = 60 * 60_000;

/** The newest moment, with what only a full sample tells. A clock that went back begins anew. Pure. */
export function withMoment(
  entries: readonly HistoryEntry[],
  point: XrayPoint,
  sample: XraySample | null,
): readonly HistoryEntry[] {
  const at = Date.parse(point.at);
  const entry = {
    at,
    stepMs: XRAY_INTERVAL_MS,
    figures: { ...pointFigures(point), ...(sample === null ? {} : sampleFigures(sample)) },
  };
  const last = entries.at(-1);
  if (last !== undefined && at <= last.at) {
    return at === last.at ? entries : [...entries.filter((other) => other.at < at), entry];
  }
  return compacted([...entries, entry], at);
}

/** The server's points, oldest first, where there are no entries of our own. Pure. */
export function withPoints(
  entries: readonly HistoryEntry[],
  points: readonly XrayPoint[],
): readonly HistoryEntry[] {
  const missing = points.flatMap((point) => {
    const at = Date.parse(point.at);
    const isKnown = entries.some((entry) => Math.abs(entry.at - at) < XRAY_HISTORY_INTERVAL_MS * 0.6);
    return isKnown ? [] : [{ at, stepMs: XRAY_HISTORY_INTERVAL_MS, figures: pointFigures(point) }];
  });
  const all = [...entries, ...missing].toSorted((a, b) => a.at - b.at);
  const newest = all.at(-1);
  return newest === undefined ? [] : compacted(all, newest.at);
}

function compacted(entries: readonly HistoryEntry[], now: number): readonly HistoryEntry[] {
  const coarseUntil = slotOf(now - FINE_MS) * XRAY_HISTORY_INTERVAL_MS;
  const first = entries.findIndex(({ at }) => at >= now - HISTORY_MS);
  const fine = entries.findIndex(({ at }) => at >= coarseUntil);
  const old = entries.slice(Math.max(0, first), fine);
  // Almost always only the seconds that have just become old are to be put together.
  if (old.every(({ stepMs }) => stepMs === XRAY_HISTORY_INTERVAL_MS)) {
    return first <= 0 ? entries : entries.slice(first);
  }
  const groups = Map.groupBy(old, ({ at, stepMs }) =>
    stepMs === XRAY_HISTORY_INTERVAL_MS ? `at ${at}` : slotOf(at),
  );
  return [...[...groups.values()].map(meanOf), ...entries.slice(fine)];
}

function slotOf(at: number): number {
  return Math.floor(at / XRAY_HISTORY_INTERVAL_MS);
}

function meanOf(group: readonly HistoryEntry[]): HistoryEntry {
  const [only] = group;
  if (group.length === 1 && only?.stepMs === XRAY_HISTORY_INTERVAL_MS) return only;
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { figures } of group) {
    for (const [key, value] of Object.entries(figures)) {
      const before = sums.get(key) ?? { sum: 0, count: 0 };
      sums.set(key, { sum: before.sum + value, count: before.count + 1 });
    }
  }
  const figures: Figures = Object.fromEntries(
    [...sums].map(([key, { sum, count }]) => [key, sum / count] as const),
  );
  return { at: group.at(-1)?.at ?? 0, stepMs: XRAY_HISTORY_INTERVAL_MS, figures };
}
