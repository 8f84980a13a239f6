import type { ConsoleHit } from '@umlaut/contracts/model';
import { create } from 'zustand';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import {
  nextSearchState,
  olderThan,
  resultOf,
  searchInput,
  type SearchEvent,
  type SearchQuery,
  type SearchScope,
  type SearchState,
} from './search-state.ts';

interface SearchStore {
  text: string;
  matchCase: boolean;
  scope: SearchScope;
  state: SearchState;
  /** The hit that was gone to last. */
  picked: ConsoleHit | null;
  change: (changes: Partial<Pick<SearchStore, 'text' | 'matchCase' | 'scope' | 'picked'>>) => void;
  search: (query: SearchQuery) => void;
  /** Looks for older hits of the same search. */
  older: () => void;
  retry: () => void;
  cancel: () => void;
}

let controller = new AbortController();

/** The search of this page; it stays while one goes from machine to machine through what it found. */
export const useConsoleSearch = create<SearchStore>()((set, get) => {
  const happen = (event: SearchEvent): void => {
    set(({ state }) => ({ state: nextSearchState(state, event) }));
  };
  const ask = async (query: SearchQuery, before: number | null): Promise<void> => {
    controller.abort();
    const { signal } = (controller = new AbortController());
    try {
      const answer = await api.consoles.search(searchInput(query, before), { signal });
      if (!signal.aborted) happen({ type: 'answered', answer });
    } catch (error) {
      if (!signal.aborted) happen({ type: 'failed', error: toUmlautError(error) });
    }
  };
  const older = (): void => {
    const result = resultOf(get().state);
    const before = result === null ? null : olderThan(result);
    if (result === null || before === null) return;
    happen({ type: 'older' });
    void ask(result.query, before);
  };
  const search = (query: SearchQuery): void => {
    happen({ type: 'started', query });
    void ask(query, null);
  };
  return {
    text: '',
    matchCase: false,
    scope: 'console',
    state: { kind: 'idle' },
    picked: null,
    change: (changes) => {
      set(changes);
    },
    search,
    older,
    retry: () => {
      const { state } = get();
      if (state.kind !== 'failed') return;
      if (state.before === null) search(state.query);
      else older();
    },
    cancel: () => {
      controller.abort();
      happen({ type: 'cancelled' });
    },
  };
});
