import { create } from 'zustand';
import type { TerminalSession } from './terminal-session.ts';

interface OpenSessions {
  /** By `consoleKey`. */
  sessions: ReadonlyMap<string, TerminalSession>;
  /** Null takes it out. */
  set: (key: string, session: TerminalSession | null) => void;
}

/** The terminals of the workspace: its tools stand apart from its panes. */
export const useOpenSessions = create<OpenSessions>()((change) => ({
  sessions: new Map(),
  set: (key, session) =>
    change(({ sessions }) => {
      const next = new Map(sessions);
      if (session === null) next.delete(key);
      else next.set(key, session);
      return { sessions: next };
    }),
}));
