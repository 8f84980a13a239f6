import type { ConsoleHit, ConsoleName, Machine } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { BootList } from './boot-list.tsx';
import { hitMoment } from './hit-text.ts';
import { IconHistory } from './history-icons.ts';
import { HistoryToolbar } from './history-toolbar.tsx';
import classes from './history.module.css';
import { NewerNote } from './newer-note.tsx';
import { Player } from './player.tsx';
import type { RunMoment } from './run-moment.ts';
import { SearchPanel } from './search-panel.tsx';
import { TypedPanel } from './typed-panel.tsx';
import { useConsoleHistory } from './use-console-history.ts';
import { useHitPointer } from './use-hit-pointer.ts';
import type { OpenPlayer } from './use-history-player.ts';
import { useMomentAddress } from './use-moment-address.ts';

export interface HistoryViewProps {
  machine: Machine;
  console: ConsoleName;
  /** Where the address says that one is; null: at the end. */
  at: number | null;
  onAt: (at: number | null) => void;
  /** The second of a run that the address leads to; null: none. */
  moment: RunMoment | null;
  /** Shows a hit on another console. */
  onOtherHit: (hit: ConsoleHit) => void;
  picker: ReactNode;
}

/** The history of one console. Give it a `key` of the console's name. */
export function HistoryView(props: HistoryViewProps): ReactNode {
  const { machine, console, at, onAt, moment } = props;
  const query = useConsoleHistory(machine, console);
  const [open, setOpen] = useState<OpenPlayer | null>(null);
  const player = open?.player ?? null;
  const history = query.data;
  useMomentAddress(player, { at, onAt, moment, history });
  useHitPointer(open, machine.id, console);
  const kept = history === undefined || history.end === history.oldest ? null : history;
  const goTo = (hit: ConsoleHit): void => {
    if (player !== null && hit.machineId === machine.id && hit.console === console) {
      player.seek(hitMoment(hit));
    } else {
      props.onOtherHit(hit);
    }
  };
  return (
    <>
      <HistoryToolbar picker={props.picker} history={kept} player={player} onCleared={() => onAt(null)} />
      <div className={classes['columns']}>
        <div className={classes['main']}>
          {kept === null ? (
            <NoHistory query={query} />
          ) : (
            <>
              <Player history={kept} machineName={machine.name} at={at} onOpen={setOpen} />
              {player === null ? null : <NewerNote history={kept} player={player} />}
            </>
          )}
        </div>
        <div className={classes['side']}>
          <SearchPanel machine={machine} console={console} onHit={goTo} />
          {kept === null ? null : <BootList boots={kept.boots} player={player} />}
          <TypedPanel machine={machine} console={console} oldest={kept?.oldest ?? 0} player={player} />
        </div>
      </div>
    </>
  );
}

/** Why there is nothing to replay. */
function NoHistory({ query }: { query: ReturnType<typeof useConsoleHistory> }): ReactNode {
  if (query.data !== undefined) {
    return (
      <EmptyState icon={IconHistory} title="Nothing was put out yet">
        All that this console puts out is kept, with the time at which it came, over all runs of the machine.
      </EmptyState>
    );
  }
  if (query.error === null) return <Loading height={420} />;
  const retry = (): void => void query.refetch();
  return <ErrorState title="The history could not be read" error={query.error} onRetry={retry} />;
}
