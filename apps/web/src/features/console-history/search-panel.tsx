import { Button } from '@mantine/core';
import type { ConsoleHit, ConsoleName, Machine } from '@umlaut/contracts/model';
import { useRef, type ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { errorText } from '../../lib/error-text.ts';
import { HitList } from './hit-list.tsx';
import { SearchForm } from './search-form.tsx';
import classes from './search.module.css';
import { olderThan, resultOf, type SearchResult, type SearchState } from './search-state.ts';
import { useConsoleSearch } from './search-store.ts';

export interface SearchPanelProps {
  machine: Machine;
  console: ConsoleName;
  onHit: (hit: ConsoleHit) => void;
}

/** Finds a text in what consoles put out. */
export function SearchPanel({ machine, console, onHit }: SearchPanelProps): ReactNode {
  const { text, matchCase, scope, state, picked, search, change } = useConsoleSearch();
  const list = useRef<HTMLOListElement>(null);
  const form = useRef<HTMLDivElement>(null);
  const result = resultOf(state);
  return (
    <Panel title="Search" note={<output>{statusText(state)}</output>}>
      <div ref={form}>
        <SearchForm
          onSearch={() => search({ text, matchCase, scope, machineId: machine.id, console })}
          onDown={() => list.current?.querySelector('button')?.focus()}
        />
      </div>
      {result === null || result.items.length === 0 ? null : (
        <HitList
          ref={list}
          hits={result.items}
          shown={{ machineId: machine.id, console }}
          picked={picked}
          onPick={(hit) => {
            change({ picked: hit });
            onHit(hit);
          }}
          onLeave={() => form.current?.querySelector('input')?.focus()}
        />
      )}
      <Progress state={state} result={result} />
    </Panel>
  );
}

/** What can be done about a search: end it, try it again, go on with it. */
function Progress({ state, result }: { state: SearchState; result: SearchResult | null }): ReactNode {
  const { cancel, retry, older } = useConsoleSearch();
  if (state.kind === 'searching') {
    return (
      <div className={classes['foot']}>
        <Button size="compact-sm" variant="default" onClick={cancel}>
          Cancel
        </Button>
      </div>
    );
  }
  if (state.kind === 'failed') {
    return (
      <div className={classes['foot']} role="alert">
        <ProblemNote>{errorText(state.error)}</ProblemNote>
        <Button size="compact-sm" variant="default" onClick={retry}>
          Try again
        </Button>
      </div>
    );
  }
  if (result?.more !== true) return null;
  return (
    <div className={classes['foot']}>
      {olderThan(result) === null ? (
        <span className={classes['quiet']}>There are more. Search one console to see the older ones.</span>
      ) : (
        <Button size="compact-sm" variant="default" onClick={older}>
          Show older
        </Button>
      )}
    </div>
  );
}

function statusText(state: SearchState): string {
  switch (state.kind) {
    case 'idle':
    case 'failed':
      return '';
    case 'searching':
      return 'Searching…';
    case 'found': {
      const { items, more, searchedBytes, query } = state.result;
      const where = formatBytes(searchedBytes);
      if (items.length === 0) return `“${query.text}” was not found in ${where}`;
      return `${items.length}${more ? '+' : ''} found in ${where}`;
    }
  }
}
