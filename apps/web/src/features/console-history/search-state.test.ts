import { UmlautError } from '@umlaut/contracts/errors';
import { consoleHit, consoleName, machineId } from '@umlaut/contracts/model';
import type { ConsoleHit } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { nextSearchState, olderThan, resultOf, searchInput } from './search-state.ts';
import type { SearchEvent, SearchQuery, SearchState } from './search-state.ts';

const query: SearchQuery = {
  text: 'oops',
  matchCase: false,
  scope: 'console',
  machineId: machineId.parse('m-abcdefghij'),
  console: consoleName.parse('con0'),
};
const hit = (offset: number): ConsoleHit =>
  consoleHit.parse({ ...query, offset, at: null, line: 'oops', start: 0, length: 4 });
const answered = (offsets: number[], more = false): SearchEvent => ({
  type: 'answered',
  answer: { items: offsets.map((offset) => hit(offset)), more, searchedBytes: 100 },
});
const error = new UmlautError('INTERNAL', 'no');
const after = (...events: SearchEvent[]): SearchState =>
  events.reduce<SearchState>(nextSearchState, { kind: 'idle' });
const offsets = (state: SearchState): number[] | undefined =>
  resultOf(state)?.items.map(({ offset }) => offset);
const started: SearchEvent = { type: 'started', query };

describe('a search', () => {
  it('finds', () => {
    const state = after(started, answered([30, 20], true));
    expect([state.kind, offsets(state)]).toEqual(['found', [30, 20]]);
    expect(olderThan(resultOf(state)!)).toBe(20);
  });

  it('adds what is older', () => {
    const state = after(started, answered([30], true), { type: 'older' }, answered([10]));
    expect(offsets(state)).toEqual([30, 10]);
    expect(resultOf(state)).toMatchObject({ more: false, searchedBytes: 200 });
    expect(olderThan(resultOf(state)!)).toBeNull();
  });

  it('shows nothing of the search before', () => {
    expect(offsets(after(started, answered([30]), started))).toBeUndefined();
  });

  it('can be cancelled, which keeps what was found', () => {
    expect(after(started, { type: 'cancelled' })).toEqual({ kind: 'idle' });
    const state = after(started, answered([30], true), { type: 'older' }, { type: 'cancelled' });
    expect([state.kind, offsets(state)]).toEqual(['found', [30]]);
  });

  it('fails, and keeps what was found', () => {
    expect(after(started, { type: 'failed', error })).toMatchObject({ kind: 'failed', query, before: null });
    const state = after(started, answered([30], true), { type: 'older' }, { type: 'failed', error });
    expect([state.kind, offsets(state)]).toEqual(['failed', [30]]);
    expect(offsets(nextSearchState(state, { type: 'older' }))).toEqual([30]);
  });

  it('ignores an answer that nobody waits for', () => {
    expect(after(started, { type: 'cancelled' }, answered([1]))).toEqual({ kind: 'idle' });
    expect(after({ type: 'failed', error }, { type: 'older' })).toEqual({ kind: 'idle' });
  });
});

describe('searchInput', () => {
  it.each([
    ['console', { machineId: query.machineId, console: query.console }],
    ['machine', { machineId: query.machineId }],
    ['all', {}],
  ] as const)('asks for %s', (scope, where) => {
    expect(searchInput({ ...query, scope }, null)).toEqual({ text: 'oops', matchCase: false, ...where });
  });

  it('goes on before an offset', () => {
    expect(searchInput(query, 20)).toMatchObject({ before: 20 });
  });
});
