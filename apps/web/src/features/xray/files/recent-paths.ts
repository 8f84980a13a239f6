import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

const MAX_PATHS = 10;
const stored = z.object({ paths: z.array(z.string()).max(MAX_PATHS) });

interface RecentPathsStore {
  /** Newest first. */
  paths: readonly string[];
  add: (path: string) => void;
  clear: () => void;
}

/** Paths that were read in guests from this browser, kept in localStorage under `umlaut.guest-paths`. */
export const useRecentPaths = create<RecentPathsStore>()(
  persist(
    (set) => ({
      paths: [],
      add: (path) => {
        set(({ paths }) => ({
          paths: [path, ...paths.filter((other) => other !== path)].slice(0, MAX_PATHS),
        }));
      },
      clear: () => {
        set({ paths: [] });
      },
    }),
    {
      name: 'umlaut.guest-paths',
      version: 1,
      partialize: ({ paths }) => ({ paths }),
      // What was stored is somebody else's word: keep only what still parses.
      merge: (before, current) => ({ ...current, ...stored.safeParse(before).data }),
    },
  ),
);
