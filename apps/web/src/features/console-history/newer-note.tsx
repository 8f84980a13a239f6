import { Button } from '@mantine/core';
import type { ConsoleHistory } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useConnection } from '../../live/connection-store.ts';
import classes from './history.module.css';
import type { HistoryPlayer } from './history-player.ts';

export interface NewerNoteProps {
  history: ConsoleHistory;
  player: HistoryPlayer;
}

/** Says that the history went on since one looked at its end, or that nobody knows. */
export function NewerNote({ history, player }: NewerNoteProps): ReactNode {
  const offline = useConnection(({ state }) => state.phase === 'offline');
  const position = useStore(player.view, (view) => view.position);
  const [seen, setSeen] = useState(history.end);
  if (position > seen) setSeen(position);
  if (offline) {
    return (
      <output className={classes['strip']}>
        The server cannot be reached. What was loaded can still be replayed.
      </output>
    );
  }
  if (history.end <= seen) return null;
  return (
    <output className={classes['strip']}>
      <span>Live: newer output came.</span>
      <Button size="compact-xs" variant="default" onClick={() => player.toEnd()}>
        Go to the end
      </Button>
    </output>
  );
}
