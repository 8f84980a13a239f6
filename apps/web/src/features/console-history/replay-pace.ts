import { create } from 'zustand';

export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const;

interface ReplayPace {
  speed: number;
  skipIdle: boolean;
  setSpeed: (speed: number) => void;
  setSkipIdle: (skipIdle: boolean) => void;
}

/** How fast histories are replayed: one choice for all consoles, until the page is left. */
export const useReplayPace = create<ReplayPace>()((set) => ({
  speed: 1,
  skipIdle: true,
  setSpeed: (speed) => {
    set({ speed });
  },
  setSkipIdle: (skipIdle) => {
    set({ skipIdle });
  },
}));
