import { Button } from '@mantine/core';
import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { errorText } from '../../lib/error-text.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import type { HistoryPlayer } from './history-player.ts';
import classes from './search.module.css';
import { TypedList } from './typed-list.tsx';
import { useTyped } from './use-typed.ts';

export interface TypedPanelProps {
  machine: Machine;
  console: ConsoleName;
  /** Of the output that is kept: before it there is nothing to go to. */
  oldest: number;
  player: HistoryPlayer | null;
}

/** Who typed what into a console. */
export function TypedPanel({ machine, console, oldest, player }: TypedPanelProps): ReactNode {
  const query = useTyped(machine, console);
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title="Typed" note={entries.length === 0 ? '' : 'newest first'}>
      {query.isPending ? <Loading height={48} /> : null}
      {query.data !== undefined && entries.length === 0 ? (
        <div className={classes['foot']}>
          <span className={classes['quiet']}>Nothing was typed into this console yet.</span>
        </div>
      ) : null}
      {entries.length === 0 ? null : (
        <TypedList
          entries={entries}
          oldest={oldest}
          onPick={player === null ? null : (offset) => player.seek(offset)}
        />
      )}
      {query.error === null ? null : (
        <div className={classes['foot']} role="alert">
          <ProblemNote>{errorText(toUmlautError(query.error))}</ProblemNote>
          <Button size="compact-sm" variant="default" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </div>
      )}
      {query.hasNextPage ? (
        <div className={classes['foot']}>
          <Button
            size="compact-sm"
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show older
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
