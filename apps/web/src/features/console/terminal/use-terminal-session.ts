import type { MachineId, ConsoleName } from '@umlaut/contracts/model';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import { useTerminalAppearance } from '../../../components/terminal/use-terminal-appearance.ts';
import type { ConsoleSnapshot } from '../connection/console-state.ts';
import { TerminalSession } from './terminal-session.ts';

/** Binds a terminal session to an element's life: from mount to unmount of `place`. */
export function useTerminalSession(
  machineId: MachineId,
  console: ConsoleName,
): { place: RefObject<HTMLDivElement | null>; session: TerminalSession | null } {
  const place = useRef<HTMLDivElement>(null);
  const [session, setSession] = useState<TerminalSession | null>(null);
  const appearance = useTerminalAppearance();
  const latest = useRef(appearance);

  useEffect(() => {
    if (place.current === null) return undefined;
    const created = new TerminalSession(place.current, { machineId, console }, latest.current);
    setSession(created);
    return () => {
      setSession(null);
      created.dispose();
    };
  }, [machineId, console]);

  useEffect(() => {
    if (latest.current === appearance) return;
    latest.current = appearance;
    session?.show(appearance);
  }, [session, appearance]);

  return { place, session };
}

/** The state of a session's connection, live. */
export function useConsoleSnapshot(session: TerminalSession): ConsoleSnapshot {
  const { connection } = session;
  return useSyncExternalStore(
    (listener) => connection.subscribe(listener),
    () => connection.snapshot,
  );
}
