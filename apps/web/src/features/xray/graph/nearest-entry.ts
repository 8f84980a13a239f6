import type { HistoryEntry } from '../history-entry.ts';

/** The entry nearest to a time, by binary search; -1 of none. Pure. */
export function nearestIndex(entries: readonly HistoryEntry[], at: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  const after = entries[low];
  const before = entries[low - 1];
  if (after === undefined) return before === undefined ? -1 : low - 1;
  if (before === undefined) return low;
  return at - before.at <= after.at - at ? low - 1 : low;
}

/** The entry nearest to a time, unless nothing is known around it: further off than its own step. Pure. */
export function entryAt(entries: readonly HistoryEntry[], at: number): HistoryEntry | null {
  const found = entries[nearestIndex(entries, at)];
  if (found === undefined || Math.abs(found.at - at) > found.stepMs * 1.5 + 1_500) return null;
  return found;
}
