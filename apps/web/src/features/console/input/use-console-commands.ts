import { useEffect } from 'react';
import { copySelection } from './copy-selection.ts';
import type { TerminalSession } from '../terminal/terminal-session.ts';
import type { ConsoleCommand, PaneDirection } from './terminal-keys.ts';

export interface ConsoleCommandHandlers {
  find: () => void;
  leave: () => void;
  changeFontSize: (change: 1 | -1 | 0) => void;
  /** Goes to the console beside this one, where there may be one. */
  go?: (direction: PaneDirection) => void;
}

/** Carries out what keys pressed in a terminal ask of the console. The handlers must be stable. */
export function useConsoleCommands(
  session: TerminalSession | undefined,
  { find, leave, changeFontSize, go }: ConsoleCommandHandlers,
): void {
  useEffect(() => {
    if (session === undefined) return;
    const onCommand = (command: ConsoleCommand): void => {
      switch (command) {
        case 'find':
          find();
          break;
        case 'copy':
          void copySelection(session.terminal);
          break;
        case 'leave':
          leave();
          break;
        case 'larger':
          changeFontSize(1);
          break;
        case 'smaller':
          changeFontSize(-1);
          break;
        case 'standard-size':
          changeFontSize(0);
          break;
        case 'browser':
          break;
        case 'top':
          session.terminal.scrollToTop();
          break;
        case 'bottom':
          session.terminal.scrollToBottom();
          break;
        case 'left':
        case 'right':
        case 'up':
        case 'down':
          go?.(command);
          break;
      }
    };
    session.setPage({ panes: go !== undefined, onCommand });
  }, [session, find, leave, changeFontSize, go]);
}
