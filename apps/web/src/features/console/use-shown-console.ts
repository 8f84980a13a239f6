import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { LOGIN_CONSOLE } from '../../components/console-label.ts';
import { chooseConsole } from './choose-console.ts';
import { rememberConsole, rememberedConsole } from './remembered-console.ts';
import type { TerminalSession } from './terminal/terminal-session.ts';

/** The console to show: the one in the address, else the one picked earlier in this browser tab, else the likeliest. */
export function useShownConsole(
  machine: Machine,
  picked: ConsoleName | null,
  sessions: ReadonlyMap<ConsoleName, TerminalSession>,
): ConsoleName | null {
  const loginActive = useLoginActive(sessions);
  const [openedAt] = useState(() => Date.now());
  useEffect(() => {
    if (picked !== null) rememberConsole(machine.id, picked);
  }, [machine.id, picked]);
  return chooseConsole({
    consoles: machine.consoles,
    picked: picked ?? rememberedConsole(machine.id),
    state: machine.state,
    loginActive,
    openedAt,
  });
}

/** Whether the login console has said something in this run; null while that is not known. */
function useLoginActive(sessions: ReadonlyMap<ConsoleName, TerminalSession>): boolean | null {
  const connection = [...sessions].find(([name]) => name === LOGIN_CONSOLE)?.[1].connection;
  const subscribe = useCallback(
    (listener: () => void) => connection?.subscribe(listener) ?? (() => undefined),
    [connection],
  );
  return useSyncExternalStore(subscribe, () => {
    if (connection === undefined) return null;
    const { phase, outputInRun, replaying } = connection.snapshot;
    if (phase.kind === 'history' || phase.kind === 'ended') return null;
    // What was seen holds while the connection is lost.
    if (outputInRun) return true;
    return phase.kind === 'live' && !replaying ? false : null;
  });
}
