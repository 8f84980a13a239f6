import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconRestore } from '../console-icons.ts';
import { resetModes } from './reset-modes.ts';
import type { TerminalSession } from './terminal-session.ts';

/** The way out when output has left the terminal in a state in which nobody can read it. */
export function ResetItem({ session }: { session: TerminalSession }): ReactNode {
  return (
    <Menu.Item
      leftSection={<IconRestore size={15} aria-hidden />}
      onClick={() => {
        resetModes(session.terminal);
        session.terminal.focus();
      }}
    >
      Reset the terminal
    </Menu.Item>
  );
}
