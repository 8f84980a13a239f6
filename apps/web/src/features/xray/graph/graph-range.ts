import { create } from 'zustand';
import type { HistoryEntry } from '../history-entry.ts';

const MINUTE = 60_000;

export const GRAPH_RANGES = [
  { value: '2', label: '2 min', ms: 2 * MINUTE },
  { value: '15', label: '15 min', ms: 15 * MINUTE },
  { value: '60', label: '1 h', ms: 60 * MINUTE },
] as const;

interface GraphRangeStore {
  /** How far back every graph looks, milliseconds; null: as far as there is much to see. */
  chosenMs: number | null;
  choose: (ms: number) => void;
}

export const useGraphRange = create<GraphRangeStore>()((set) => ({
  chosenMs: null,
  choose: (chosenMs) => {
    set({ chosenMs });
  },
}));

/** A guest that was started just now would be a sliver at the edge of a long time. Pure. */
export function graphSpanMs(chosenMs: number | null, entries: readonly HistoryEntry[]): number {
  if (chosenMs !== null) return chosenMs;
  const seenMs = (entries.at(-1)?.at ?? 0) - (entries[0]?.at ?? 0);
  return seenMs < 5 * MINUTE ? 2 * MINUTE : 15 * MINUTE;
}
