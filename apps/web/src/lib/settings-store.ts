import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  terminalRenderer: z.enum(['dom', 'webgl']),
  terminalFontSize: z.int().min(9).max(28),
  /** Mirrors what the console shows into a live region; slower, so off unless wanted. */
  terminalScreenReader: z.boolean(),
  terminalCopyOnSelect: z.boolean(),
  sidebarCollapsed: z.boolean(),
});
type Settings = z.output<typeof settings>;

const DEFAULTS: Settings = {
  theme: 'system',
  terminalRenderer: 'dom',
  terminalFontSize: 13,
  terminalScreenReader: false,
  terminalCopyOnSelect: false,
  sidebarCollapsed: false,
};

interface SettingsStore extends Settings {
  change: (changes: Partial<Settings>) => void;
}

/** Preferences of this browser, kept in localStorage under `umlaut.settings`. */
export const useSettings = create<SettingsStore>()(
  persist(
    (set) => ({
      ...DEFAULTS,
      change: (changes) => {
        set(changes);
      },
    }),
    {
      name: 'umlaut.settings',
      version: 1,
      partialize: (store) => settings.parse(store),
      // What was stored is somebody else's word: keep only what still parses.
      merge: (stored, current) => {
        const parsed = settings.safeParse({ ...DEFAULTS, ...(typeof stored === 'object' ? stored : {}) });
        return { ...current, ...(parsed.success ? parsed.data : DEFAULTS) };
      },
    },
  ),
);
