import { Popover, Tooltip, UnstyledButton } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { IconUsers } from '../console-icons.ts';
import { keyboardView, type Viewers } from '../connection/keyboard-state.ts';
import { ShareDialog } from './share-dialog.tsx';
import type { TerminalSession } from '../terminal/terminal-session.ts';
import { useConsoleSnapshot } from '../terminal/use-terminal-session.ts';
import { ViewersPanel } from './viewers-panel.tsx';
import classes from './viewers.module.css';

export interface ViewersButtonProps {
  session: TerminalSession;
  machine: Machine;
  /** Outside its place, where that would cut it off. */
  withinPortal?: boolean;
}

/** How many look at this console; opens what one does about them. */
export function ViewersButton({ session, machine, withinPortal = false }: ViewersButtonProps): ReactNode {
  const { viewers } = useConsoleSnapshot(session);
  const [opened, setOpened] = useState(false);
  const [sharing, setSharing] = useState(false);
  const { isMine, holder } = keyboardView(viewers);
  const count = viewers?.count ?? 0;
  const tip = buttonLabel(count, isMine, holder);
  return (
    <>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="bottom-end"
        width={300}
        withinPortal={withinPortal}
        trapFocus
        shadow="md"
      >
        <Popover.Target>
          <Tooltip label={tip} disabled={opened} withinPortal={false}>
            <UnstyledButton
              className={classes['button'] ?? ''}
              data-mine={isMine}
              data-held={holder !== null && !isMine}
              aria-label={tip}
              onClick={() => setOpened(!opened)}
            >
              <IconUsers size={16} stroke={1.7} aria-hidden />
              <span aria-hidden>{count === 0 ? '' : count}</span>
            </UnstyledButton>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown className={classes['panel'] ?? ''} aria-label="Viewers of this console">
          <ViewersPanel
            session={session}
            onAsked={() => {
              setOpened(false);
              session.terminal.focus();
            }}
            onShare={() => {
              setOpened(false);
              setSharing(true);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <ShareDialog
        machine={machine}
        console={session.address.console}
        opened={sharing}
        onClose={() => setSharing(false)}
      />
    </>
  );
}

function buttonLabel(count: number, isMine: boolean, holder: Viewers['holder']): string {
  const who = count === 1 ? '1 viewer' : `${count} viewers`;
  if (holder === null) return count === 0 ? 'Viewers and sharing' : who;
  return isMine ? `${who}, you have the keyboard` : `${who}, ${holder.name} has the keyboard`;
}
