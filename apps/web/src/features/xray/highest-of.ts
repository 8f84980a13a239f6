import type { HistoryEntry } from './history-entry.ts';

/** The highest sum of the figures with these keys since `start`; 0 of none. Pure. */
export function highestOf(entries: readonly HistoryEntry[], keys: readonly string[], start: number): number {
  return entries.reduce((highest, { at, figures }) => {
    if (at < start) return highest;
    return Math.max(
      highest,
      keys.reduce((sum, key) => sum + (figures[key] ?? 0), 0),
    );
  }, 0);
}
