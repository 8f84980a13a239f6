import '@xterm/xterm/css/xterm.css';
import { Button } from '@mantine/core';
import type { ConsoleHistory } from '@umlaut/contracts/model';
import { useEffect, useMemo, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { consoleLabel } from '../../components/console-label.ts';
import { errorText } from '../../lib/error-text.ts';
import { PlayerControls } from './player-controls.tsx';
import { pressPlayerKey } from './player-keys.ts';
import classes from './player.module.css';
import { useReplayScale } from './use-replay-scale.ts';
import { playerHistory, useHistoryPlayer, type OpenPlayer } from './use-history-player.ts';

export interface PlayerProps {
  history: ConsoleHistory;
  machineName: string;
  /** Where it opens; null: at the end. */
  at: number | null;
  /** Tells the player while it lives, and null when it is over. */
  onOpen: (open: OpenPlayer | null) => void;
}

/** A console's output as it came, on a terminal of the size that it had. */
export function Player({ history, machineName, at, onOpen }: PlayerProps): ReactNode {
  const { place, open } = useHistoryPlayer(history, at);
  const scale = useReplayScale(history);
  const known = useMemo(() => playerHistory(history), [history]);
  useEffect(() => {
    onOpen(open);
    return () => onOpen(null);
  }, [open, onOpen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (open !== null && pressPlayerKey(open.player, event)) event.preventDefault();
  };
  return (
    <section className={classes['player']} aria-label="Player">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of the player, which has the focus */}
      <div
        className={classes['box']}
        role="application"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls and takes keys
        tabIndex={0}
        aria-label={`Replay of the console ${consoleLabel(history.console)} of ${machineName}`}
        aria-keyshortcuts="Space ArrowLeft ArrowRight [ ] Home End"
        onKeyDown={onKeyDown}
      >
        <div ref={place} className={classes['terminal']} data-testid={`replay-${history.console}`} />
        {open === null ? null : <Trouble open={open} />}
      </div>
      {open === null ? (
        <div className={classes['controls']} />
      ) : (
        <PlayerControls player={open.player} history={known} scale={scale} />
      )}
    </section>
  );
}

/** What could not be loaded, above what is shown. */
function Trouble({ open: { player } }: { open: OpenPlayer }): ReactNode {
  const error = useStore(player.view, (view) => view.error);
  if (error === null) return null;
  return (
    <div className={classes['trouble']} role="alert">
      <span>{errorText(error)}</span>
      <Button size="compact-xs" variant="default" onClick={() => player.retry()}>
        Try again
      </Button>
    </div>
  );
}
