import { Tabs } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import { useCallback, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { LOGIN_CONSOLE, consoleLabel } from '../../components/console-label.ts';
import { askFor } from '../../lib/workspace-search.ts';
import { changeFontSize } from './appearance/change-font-size.ts';
import { ConsolePane } from './console-pane.tsx';
import { ConsoleToolbar } from './console-toolbar.tsx';
import classes from './console.module.css';
import { HistoryStrip } from './notices/history-strip.tsx';
import { KeyRow } from './input/key-row.tsx';
import type { TerminalSession } from './terminal/terminal-session.ts';
import { useConsoleCommands } from './input/use-console-commands.ts';
import { useFullScreen } from '../../components/use-full-screen.ts';
import { useKeyboardInset } from './use-keyboard-inset.ts';
import { usePickedAhead } from './use-picked-ahead.ts';
import { useReadyConsoles } from './use-ready-consoles.ts';
import { useShownConsole } from './use-shown-console.ts';

export interface MachineConsolesProps {
  machine: Machine;
  /** The console named in the page's address, if any. */
  picked: ConsoleName | null;
  onPick: (name: ConsoleName) => void;
}

type Sessions = ReadonlyMap<ConsoleName, TerminalSession>;

/**
 * The consoles of one machine as tabs. A console that has been shown stays connected; the login console is
 * from the start, to know when it is ready. Those that will probably be asked for next have a terminal already.
 * Give it a `key` of the machine's id.
 */
export function MachineConsoles({ machine, ...props }: MachineConsolesProps): ReactNode {
  const panel = useRef<HTMLDivElement>(null);
  const [sessions, setSessions] = useState<Sessions>(new Map());
  const { picked, pick } = usePickedAhead(props.picked, props.onPick);
  const shown = useShownConsole(machine, picked, sessions);
  const [visited, setVisited] = useState<readonly ConsoleName[]>([]);
  const [finding, setFinding] = useState<ConsoleName | null>(null);
  const navigate = useNavigate();
  const { fullScreen, toggle } = useFullScreen(panel);
  const { ref: tabs, width: room } = useElementSize();
  useKeyboardInset(panel);
  const tabsId = useId();
  const session = shown === null ? undefined : sessions.get(shown);

  if (shown !== null && !visited.includes(shown)) setVisited([...visited, shown]);
  const unseen = machine.consoles.filter((name) => name !== LOGIN_CONSOLE && !visited.includes(name));
  const ready = useReadyConsoles(unseen);
  const mounted = machine.consoles.filter((name) => !unseen.includes(name) || ready.includes(name));

  const onSession = useCallback((name: ConsoleName, created: TerminalSession | null) => {
    setSessions((before) => {
      const next = new Map(before);
      if (created === null) next.delete(name);
      else next.set(name, created);
      return next;
    });
  }, []);
  const toWorkspace = (console: ConsoleName): void => {
    const open = askFor([{ machineId: machine.id, console }]);
    void navigate({ to: '/consoles', search: { open } });
  };
  const find = useCallback(() => setFinding(shown), [shown]);
  const leave = useCallback(() => {
    panel.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
  }, []);
  useConsoleCommands(session, { find, leave, changeFontSize });
  // The tools beside them come with a connection, and leave less room.
  useEffect(() => {
    const tab = panel.current?.querySelector('[role=tab][aria-selected=true]');
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown, room]);

  return (
    <div ref={panel} className={classes['panel']}>
      <div className={classes['bar']}>
        <Tabs
          id={tabsId}
          ref={tabs}
          className={classes['tabsplace'] ?? ''}
          value={shown}
          onChange={(name) => {
            const known = machine.consoles.find((console) => console === name);
            if (known !== undefined) pick(known, sessions.get(known));
          }}
          variant="none"
        >
          <Tabs.List aria-label="Consoles" className={classes['tabs'] ?? ''}>
            {machine.consoles.map((name) => (
              <Tabs.Tab key={name} value={name} className={classes['tab'] ?? ''}>
                {consoleLabel(name)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <span className={classes['hint']} id={`${tabsId}-hint`}>
          Ctrl+Shift+. leaves the console
        </span>
        {session === undefined ? null : (
          <ConsoleToolbar
            session={session}
            machine={machine}
            fullScreen={fullScreen}
            onFind={find}
            onFontSize={changeFontSize}
            onFullScreen={toggle}
            {...(shown === null ? {} : { onWorkspace: () => toWorkspace(shown) })}
          />
        )}
      </div>
      <HistoryStrip machine={machine} />
      <div className={classes['stack']}>
        {mounted.map((name) => (
          <div
            key={name}
            role="tabpanel"
            id={`${tabsId}-panel-${name}`}
            aria-labelledby={`${tabsId}-tab-${name}`}
            className={classes['tabpanel']}
            data-active={name === shown}
          >
            <ConsolePane
              machine={machine}
              name={name}
              active={name === shown}
              asleep={unseen.includes(name)}
              finding={finding === name}
              onFindingEnd={() => setFinding(null)}
              onSession={onSession}
            />
          </div>
        ))}
      </div>
      {session === undefined ? null : <KeyRow session={session} />}
    </div>
  );
}
