import { viewerName } from '@umlaut/contracts/model';
import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { TERMINAL_THEME_IDS } from './terminal-theme-ids.ts';

const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  terminalRenderer: z.enum(['dom', 'webgl']),
  terminalFontSize: z.int().min(9).max(28),
  /** Mirrors what the console shows into a live region; slower, so off unless wanted. */
  terminalScreenReader: z.boolean(),
  terminalCopyOnSelect: z.boolean(),
  terminalTheme: z.enum(TERMINAL_THEME_IDS),
  /** Family name; empty: the system's monospaced font. */
  terminalFont: z.string().max(60),
  terminalLigatures: z.boolean(),
  terminalImages: z.boolean(),
  terminalCursor: z.enum(['block', 'bar', 'underline']),
  terminalBell: z.enum(['flash', 'sound', 'off']),
  /** Whether a guest may put text on the clipboard (OSC 52). */
  terminalClipboard: z.enum(['ask', 'allow', 'deny']),
  sidebarCollapsed: z.boolean(),
  /** What others who look at the same console see; empty: the user's name. */
  viewerName: viewerName.or(z.literal('')),
});
type Settings = z.output<typeof settings>;

const DEFAULTS: Settings = {
  theme: 'system',
  terminalRenderer: 'dom',
  terminalFontSize: 13,
  terminalScreenReader: false,
  terminalCopyOnSelect: false,
  terminalTheme: 'umlaut',
  terminalFont: '',
  terminalLigatures: false,
  terminalImages: true,
  terminalCursor: 'block',
  terminalBell: 'flash',
  terminalClipboard: 'ask',
  sidebarCollapsed: false,
  viewerName: '',
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
