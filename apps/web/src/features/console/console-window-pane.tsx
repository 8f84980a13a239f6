import { Button } from '@mantine/core';
import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import { useCallback, useRef, type ReactNode } from 'react';
import { consoleKey } from '../../lib/console-key.ts';
import { consoleLabel } from '../../components/console-label.ts';
import { machineStatus } from '../../components/machine-status.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useFullScreen } from '../../components/use-full-screen.ts';
import { changeFontSize } from './appearance/change-font-size.ts';
import { ConsoleToolbar } from './console-toolbar.tsx';
import classes from './console.module.css';
import { DockedConsole } from './docked-console.tsx';
import { useOpenSessions } from './terminal/open-sessions.ts';
import { useKeyboardInset } from './use-keyboard-inset.ts';

export interface ConsoleWindowPaneProps {
  machine: Machine;
  name: ConsoleName;
  /** Brings it back among the others. */
  onBack: () => void;
}

/** A console that has a window to itself: its name, its tools, and the way back. */
export function ConsoleWindowPane({ machine, name, onBack }: ConsoleWindowPaneProps): ReactNode {
  const panel = useRef<HTMLDivElement>(null);
  const backButton = useRef<HTMLButtonElement>(null);
  const session = useOpenSessions((state) =>
    state.sessions.get(consoleKey({ machineId: machine.id, console: name })),
  );
  const { fullScreen, toggle } = useFullScreen(panel);
  useKeyboardInset(panel);
  const leave = useCallback(() => backButton.current?.focus(), []);
  return (
    <div ref={panel} className={classes['panel']}>
      <div className={classes['bar']}>
        <h1 className={classes['windowTitle']}>
          {machine.name} <small>{consoleLabel(name)}</small>
        </h1>
        <StatusBadge {...machineStatus(machine.state)} />
        <Button ref={backButton} size="compact-sm" variant="default" onClick={onBack}>
          Back to the workspace
        </Button>
        <span className={classes['hint']}>Ctrl+Shift+. leaves the console</span>
        {session === undefined ? null : (
          <ConsoleToolbar
            session={session}
            machine={machine}
            fullScreen={fullScreen}
            onFind={() => session.command('find')}
            onFontSize={changeFontSize}
            onFullScreen={toggle}
          />
        )}
      </div>
      <DockedConsole machine={machine} name={name} visible onLeave={leave} />
    </div>
  );
}
