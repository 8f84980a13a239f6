import type { ConsoleName, MachineId } from '@umlaut/contracts/model';
import { create } from 'zustand';
import type { TerminalSession } from './terminal-session.ts';

/** Names a console among all machines. */
export function sessionKey(machineId: MachineId, console: ConsoleName): string {
  return `${machineId}/${console}`;
}

interface OpenSessions {
  /** By `sessionKey`. */
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
