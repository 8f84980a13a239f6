import { Skeleton } from '@mantine/core';
import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatExact } from '../../components/format-time.ts';
import { BootList } from './boot-list.tsx';
import { DownloadMenu } from './download-menu.tsx';
import { IconHistory } from './history-icons.ts';
import classes from './history.module.css';
import { MomentLink } from './moment-link.tsx';
import { NewerNote } from './newer-note.tsx';
import { Player } from './player.tsx';
import { useConsoleHistory } from './use-console-history.ts';
import type { OpenPlayer } from './use-history-player.ts';
import { useMomentAddress } from './use-moment-address.ts';

export interface HistoryViewProps {
  machine: Machine;
  console: ConsoleName;
  /** Where the address says that one is; null: at the end. */
  at: number | null;
  onAt: (at: number | null) => void;
  picker: ReactNode;
}

/** The history of one console. Give it a `key` of the console's name. */
export function HistoryView({ machine, console, at, onAt, picker }: HistoryViewProps): ReactNode {
  const { data: history, error, refetch } = useConsoleHistory(machine, console);
  const [open, setOpen] = useState<OpenPlayer | null>(null);
  useMomentAddress(open?.player ?? null, { at, onAt, end: history?.end ?? 0 });
  const isEmpty = history !== undefined && history.end === history.oldest;
  return (
    <>
      <div className={classes['toolbar']}>
        {picker}
        <span className={classes['facts']}>
          {history === undefined || isEmpty ? null : (
            <>
              {formatBytes(history.end - history.oldest)}
              {history.firstAt === null ? null : ` since ${formatExact(Date.parse(history.firstAt))}`}
            </>
          )}
        </span>
        {history === undefined || isEmpty ? null : (
          <div className={classes['tools']}>
            {open === null ? null : <MomentLink id={machine.id} console={console} player={open.player} />}
            <DownloadMenu id={machine.id} console={console} />
          </div>
        )}
      </div>
      <div className={classes['columns']}>
        <div className={classes['main']}>
          {history === undefined ? (
            error === null ? (
              <Skeleton height={420} aria-label="Loading" />
            ) : (
              <ErrorState
                title="The history could not be read"
                error={error}
                onRetry={() => void refetch()}
              />
            )
          ) : isEmpty ? (
            <EmptyState icon={IconHistory} title="Nothing was put out yet">
              All that this console puts out is kept with the time at which it came, over all runs of the
              machine.
            </EmptyState>
          ) : (
            <>
              {open === null ? null : <NewerNote history={history} player={open.player} />}
              <Player history={history} machineName={machine.name} at={at} onOpen={setOpen} />
            </>
          )}
        </div>
        <div className={classes['side']}>
          {history === undefined || isEmpty ? null : (
            <BootList boots={history.boots} player={open?.player ?? null} />
          )}
        </div>
      </div>
    </>
  );
}
