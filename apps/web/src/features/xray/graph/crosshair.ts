import { create } from 'zustand';

interface CrosshairStore {
  /** The moment that a person points at, in every graph alike; null when at none. */
  at: number | null;
  point: (at: number | null) => void;
}

export const useCrosshair = create<CrosshairStore>()((set) => ({
  at: null,
  point: (at) => {
    set({ at });
  },
}));
