import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { rememberLine } from './prompt-history.ts';

const stored = z.object({
  /** Lines sent from the prompt, oldest first. */
  lines: z.array(z.string()),
  /** Whether reports are asked of a stopped guest, which loses nothing of them. */
  lossless: z.boolean(),
});
type Stored = z.output<typeof stored>;

const DEFAULTS: Stored = { lines: [], lossless: true };

interface PromptStore extends Stored {
  remember: (line: string) => void;
  setLossless: (lossless: boolean) => void;
}

/** What the prompt remembers in this browser, in localStorage under `umlaut.mconsole`. */
export const usePromptStore = create<PromptStore>()(
  persist(
    (set) => ({
      ...DEFAULTS,
      remember: (line) => {
        set(({ lines }) => ({ lines: rememberLine(lines, line) }));
      },
      setLossless: (lossless) => {
        set({ lossless });
      },
    }),
    {
      name: 'umlaut.mconsole',
      version: 1,
      partialize: (store) => stored.parse(store),
      // What was stored is somebody else's word: keep only what still parses.
      merge: (kept, current) => {
        const parsed = stored.safeParse({ ...DEFAULTS, ...(typeof kept === 'object' ? kept : {}) });
        return { ...current, ...(parsed.success ? parsed.data : DEFAULTS) };
      },
    },
  ),
);
