import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ConsoleHistory } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatExact } from '../../components/format-time.ts';
import { IconTrash } from '../../components/icons.ts';
import { openClearDialog } from './clear-history.tsx';
import { DownloadMenu } from './download-menu.tsx';
import type { HistoryPlayer } from './history-player.ts';
import classes from './history.module.css';
import { MomentLink } from './moment-link.tsx';

export interface HistoryToolbarProps {
  picker: ReactNode;
  /** Null when nothing is kept. */
  history: ConsoleHistory | null;
  player: HistoryPlayer | null;
  onCleared: () => void;
}

/** Chooses the console, says how much of it is kept, and what can be done with that. */
export function HistoryToolbar({ picker, history, player, onCleared }: HistoryToolbarProps): ReactNode {
  const client = useQueryClient();
  return (
    <div className={classes['toolbar']}>
      {picker}
      {history === null ? null : (
        <>
          <span className={classes['facts']}>{keptText(history)}</span>
          <div className={classes['tools']}>
            {player === null ? null : <MomentLink history={history} player={player} />}
            <DownloadMenu id={history.machineId} console={history.console} />
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => openClearDialog(client, history, onCleared)}
            >
              Clear
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function keptText({ oldest, end, firstAt }: ConsoleHistory): string {
  const since = firstAt === null ? '' : ` since ${formatExact(Date.parse(firstAt))}`;
  return `${formatBytes(end - oldest)}${since}`;
}
