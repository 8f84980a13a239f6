import { create } from 'zustand';

const MINUTE = 60_000;

export const GRAPH_RANGES = [
  { value: '2', label: '2 min', ms: 2 * MINUTE },
  { value: '15', label: '15 min', ms: 15 * MINUTE },
  { value: '60', label: '1 h', ms: 60 * MINUTE },
] as const;

interface GraphRangeStore {
  /** How far back every graph looks, milliseconds. */
  ms: number;
  show: (ms: number) => void;
}

export const useGraphRange = create<GraphRangeStore>()((set) => ({
  ms: 15 * MINUTE,
  show: (ms) => {
    set({ ms });
  },
}));
