import { useEffect } from 'react';
import type { ConsoleName } from '@umlaut/contracts/model';
import { copySelection } from './copy-selection.ts';
import type { TerminalSession } from './terminal-session.ts';

export interface ConsoleCommandHandlers {
  find: () => void;
  leave: () => void;
  changeFontSize: (change: 1 | -1 | 0) => void;
}

/** Carries out what keys pressed in a terminal ask of the console. The handlers must be stable. */
export function useConsoleCommands(
  sessions: ReadonlyMap<ConsoleName, TerminalSession>,
  { find, leave, changeFontSize }: ConsoleCommandHandlers,
): void {
  useEffect(() => {
    for (const session of sessions.values()) {
      session.onCommand = (command) => {
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
        }
      };
    }
  }, [sessions, find, leave, changeFontSize]);
}
