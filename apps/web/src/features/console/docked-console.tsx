import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { consoleKey } from '../../lib/console-key.ts';
import { ConsolePane } from './console-pane.tsx';
import classes from './console.module.css';
import { HistoryStrip } from './notices/history-strip.tsx';
import { KeyRow } from './input/key-row.tsx';
import { useOpenSessions } from './terminal/open-sessions.ts';
import type { TerminalSession } from './terminal/terminal-session.ts';
import together from './together/together.module.css';
import { typeIntoOthers, useTypeTogether } from './together/type-together.ts';
import { changeFontSize } from './appearance/change-font-size.ts';
import { useConsoleCommands } from './input/use-console-commands.ts';
import type { PaneDirection } from './input/terminal-keys.ts';

export interface DockedConsoleProps {
  machine: Machine;
  name: ConsoleName;
  /** In front of its place, so that it is seen. */
  visible: boolean;
  /** Takes the keyboard out of the terminal, to its tab. */
  onLeave: () => void;
  /** Goes to the place beside this one; false when there is none. */
  onGo?: (direction: PaneDirection) => void;
}

/** One console as a pane of a workspace, without tabs and toolbar of its own. */
export function DockedConsole({ machine, name, visible, onLeave, onGo }: DockedConsoleProps): ReactNode {
  const key = consoleKey({ machineId: machine.id, console: name });
  const register = useOpenSessions((state) => state.set);
  const session = useOpenSessions((state) => state.sessions.get(key));
  const isMember = useTypeTogether((state) => state.members?.has(key) === true);
  const [finding, setFinding] = useState(false);

  const onSession = useCallback(
    (_: ConsoleName, created: TerminalSession | null) => register(key, created),
    [register, key],
  );
  const find = useCallback(() => setFinding(true), []);
  useConsoleCommands(session, {
    find,
    leave: onLeave,
    changeFontSize,
    ...(onGo === undefined ? {} : { go: onGo }),
  });
  useEffect(() => {
    session?.watchTyped((bytes) => typeIntoOthers(key, bytes));
  }, [session, key]);

  return (
    <div className={classes['panel']}>
      <HistoryStrip machine={machine} />
      <div className={classes['stack']}>
        <ConsolePane
          machine={machine}
          name={name}
          active={visible}
          finding={finding}
          onFindingEnd={() => setFinding(false)}
          onSession={onSession}
        />
        {isMember ? <div className={together['together']} aria-hidden /> : null}
      </div>
      {session === undefined ? null : <KeyRow session={session} />}
    </div>
  );
}
