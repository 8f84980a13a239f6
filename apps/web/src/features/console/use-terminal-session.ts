import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import type { MachineId, ConsoleName } from '@umlaut/contracts/model';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import { useSettings } from '../../lib/settings-store.ts';
import type { ConsoleSnapshot } from './console-state.ts';
import { TerminalSession } from './terminal-session.ts';
import type { TerminalAppearance } from './create-terminal.ts';

/** Binds a terminal session to an element's life: from mount to unmount of `place`. */
export function useTerminalSession(
  machineId: MachineId,
  console: ConsoleName,
): { place: RefObject<HTMLDivElement | null>; session: TerminalSession | null } {
  const place = useRef<HTMLDivElement>(null);
  const [session, setSession] = useState<TerminalSession | null>(null);
  const appearance = useAppearance();
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

function useAppearance(): TerminalAppearance {
  const scheme = useComputedColorScheme('light');
  const fontFamily = useMantineTheme().fontFamilyMonospace;
  const fontSize = useSettings((settings) => settings.terminalFontSize);
  const renderer = useSettings((settings) => settings.terminalRenderer);
  const screenReader = useSettings((settings) => settings.terminalScreenReader);
  return useMemo(
    () => ({ scheme, fontFamily, fontSize, renderer, screenReader }),
    [scheme, fontFamily, fontSize, renderer, screenReader],
  );
}
