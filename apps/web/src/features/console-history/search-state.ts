import type { UmlautError } from '@umlaut/contracts/errors';
import type { ConsoleHit, ConsoleName, MachineId } from '@umlaut/contracts/model';

export type SearchScope = 'console' | 'machine' | 'all';

/** What is looked for, and where. */
export interface SearchQuery {
  text: string;
  matchCase: boolean;
  scope: SearchScope;
  /** Of the console that is looked at. */
  machineId: MachineId;
  console: ConsoleName;
}

interface SearchAnswer {
  items: readonly ConsoleHit[];
  more: boolean;
  searchedBytes: number;
}

export interface SearchResult extends SearchAnswer {
  query: SearchQuery;
}

/**
 * - `searching`: for `query`; `before` is what was found so far when older hits are looked for.
 * - `failed`: the same, with why there is no answer.
 */
export type SearchState =
  | { kind: 'idle' }
  | { kind: 'searching'; query: SearchQuery; before: SearchResult | null }
  | { kind: 'found'; result: SearchResult }
  | { kind: 'failed'; query: SearchQuery; before: SearchResult | null; error: UmlautError };

export type SearchEvent =
  | { type: 'started'; query: SearchQuery }
  | { type: 'older' }
  | { type: 'answered'; answer: SearchAnswer }
  | { type: 'failed'; error: UmlautError }
  | { type: 'cancelled' };

/** What is found after one more event. Pure. */
export function nextSearchState(state: SearchState, event: SearchEvent): SearchState {
  switch (event.type) {
    case 'started':
      return { kind: 'searching', query: event.query, before: null };
    case 'older': {
      const before = resultOf(state);
      return before === null ? state : { kind: 'searching', query: before.query, before };
    }
    case 'answered':
      if (state.kind !== 'searching') return state;
      return {
        kind: 'found',
        result: {
          query: state.query,
          items: [...(state.before?.items ?? []), ...event.answer.items],
          more: event.answer.more,
          searchedBytes: (state.before?.searchedBytes ?? 0) + event.answer.searchedBytes,
        },
      };
    case 'failed':
      if (state.kind !== 'searching') return state;
      return { kind: 'failed', query: state.query, before: state.before, error: event.error };
    case 'cancelled': {
      const before = resultOf(state);
      return before === null ? { kind: 'idle' } : { kind: 'found', result: before };
    }
  }
}

/** What is to be shown as found. Pure. */
export function resultOf(state: SearchState): SearchResult | null {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'found':
      return state.result;
    case 'searching':
    case 'failed':
      return state.before;
  }
}

/** Where older hits would have to lie before; null: there are none, or they cannot be asked for. Pure. */
export function olderThan({ query, items, more }: SearchResult): number | null {
  return more && query.scope === 'console' ? (items.at(-1)?.offset ?? null) : null;
}

/** What the server is asked. Pure. */
export function searchInput(
  { text, matchCase, scope, machineId, console }: SearchQuery,
  before: number | null,
): {
  text: string;
  matchCase: boolean;
  machineId?: MachineId;
  console?: ConsoleName;
  before?: number;
} {
  return {
    text,
    matchCase,
    ...(scope === 'all' ? {} : { machineId }),
    ...(scope === 'console' ? { console } : {}),
    ...(before === null ? {} : { before }),
  };
}
