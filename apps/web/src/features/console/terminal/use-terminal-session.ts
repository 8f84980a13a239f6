import type { MachineId, ConsoleName } from '@umlaut/contracts/model';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import { useTerminalAppearance } from '../../../components/terminal/use-terminal-appearance.ts';
import type { ConsoleSnapshot } from '../connection/console-state.ts';
import { subscribeAfterTail } from './after-tail.ts';
import { TerminalSession } from './terminal-session.ts';

/**
 * Binds a terminal session to an element's life: from mount to unmount of `place`. One that is `asleep` has its
 * terminal, and is connected once it is not.
 */
export function useTerminalSession(
  machineId: MachineId,
  console: ConsoleName,
  asleep: boolean,
): { place: RefObject<HTMLDivElement | null>; session: TerminalSession | null } {
  const place = useRef<HTMLDivElement>(null);
  const [session, setSession] = useState<TerminalSession | null>(null);
  const appearance = useTerminalAppearance();
  const latest = useRef(appearance);
  const startsAsleep = useRef(asleep);

  useEffect(() => {
    if (place.current === null) return undefined;
    const start = { appearance: latest.current, asleep: startsAsleep.current };
    const created = new TerminalSession(place.current, { machineId, console }, start);
    setSession(created);
    return () => {
      setSession(null);
      created.dispose();
    };
  }, [machineId, console]);

  useEffect(() => {
    startsAsleep.current = asleep;
    if (!asleep) session?.begin();
  }, [session, asleep]);

  useEffect(() => {
    if (latest.current === appearance) return;
    latest.current = appearance;
    session?.show(appearance);
  }, [session, appearance]);

  return { place, session };
}

/** The state of a session's connection, live, for the page around it: the terminal's own lines come first. */
export function useConsoleSnapshot(session: TerminalSession): ConsoleSnapshot {
  const { connection } = session;
  return useSyncExternalStore(
    useCallback((listener) => subscribeAfterTail(connection, listener), [connection]),
    () => connection.snapshot,
  );
}
