import { create } from 'zustand';
import { useOpenSessions } from '../terminal/open-sessions.ts';

interface TypeTogether {
  /** Consoles that get what is typed into any of them; null while each has its own keyboard. */
  members: ReadonlySet<string> | null;
  begin: (keys: readonly string[]) => void;
  end: () => void;
  toggle: (key: string) => void;
}

/** Typing into several consoles at once. Of this page alone, and never remembered: it is too sharp for that. */
export const useTypeTogether = create<TypeTogether>()((set) => ({
  members: null,
  begin: (keys) => set({ members: new Set(keys) }),
  end: () => set({ members: null }),
  toggle: (key) =>
    set(({ members }) => {
      const next = new Set(members);
      if (!next.delete(key)) next.add(key);
      return { members: next };
    }),
}));

/** Hands what was typed into one console on to the others that type together with it. */
export function typeIntoOthers(key: string, bytes: Uint8Array<ArrayBuffer>): void {
  const { members } = useTypeTogether.getState();
  if (members?.has(key) !== true) return;
  const { sessions } = useOpenSessions.getState();
  for (const other of members) {
    if (other !== key) sessions.get(other)?.connection.sendInput(bytes);
  }
}
