import type { FrameCounters } from '@umlaut/contracts/model';
import { createStore, useStore } from 'zustand';

type CounterPair = readonly [FrameCounters, FrameCounters];

/** Where a person began to count anew. */
export interface CountedFrom {
  /** By the clock of this browser, in ms. */
  at: number;
  counters: CounterPair;
}

/**
 * By the link or the interface that they are of. Kept here, per person, and not by the server: the counters of the
 * network are everybody's, and whoever set them to zero would take them from the others and from all that reads them as
 * ever growing. Kept as long as the page lives, so that a look at a console between does not lose it.
 */
const store = createStore<ReadonlyMap<string, CountedFrom>>()(() => new Map());

/** Totals begin at what the counters are now. */
export function countFromNow(readings: readonly { key: string; counters: CounterPair }[], at: number): void {
  store.setState(
    new Map([...store.getState(), ...readings.map(({ key, counters }) => [key, { at, counters }] as const)]),
    true,
  );
}

/** Totals are those since the network was started again. */
export function countFromStart(keys: readonly string[]): void {
  store.setState(new Map([...store.getState()].filter(([key]) => !keys.includes(key))), true);
}

/** Another reading has come: counters below what they were began anew, and so does what is counted from them. */
export function noteReading(key: string, counters: CounterPair): void {
  const from = store.getState().get(key);
  if (from !== undefined && counters.some((one, index) => isBelow(one, from.counters[index]))) {
    countFromStart([key]);
  }
}

export function countedFrom(key: string): CountedFrom | null {
  return store.getState().get(key) ?? null;
}

export function useCountedFrom(key: string): CountedFrom | null {
  return useStore(store, (all) => all.get(key) ?? null);
}

/** What was counted since; all of it without a beginning. */
export function since(from: FrameCounters | undefined, now: FrameCounters): FrameCounters {
  if (from === undefined || isBelow(now, from)) return now;
  const drops: FrameCounters['drops'] = { ...now.drops };
  for (const reason of reasonsOf(drops)) drops[reason] = (drops[reason] ?? 0) - (from.drops[reason] ?? 0);
  return { frames: now.frames - from.frames, bytes: now.bytes - from.bytes, drops };
}

function isBelow(now: FrameCounters, from: FrameCounters | undefined): boolean {
  if (from === undefined) return false;
  return (
    now.frames < from.frames ||
    now.bytes < from.bytes ||
    reasonsOf(from.drops).some((reason) => (now.drops[reason] ?? 0) < (from.drops[reason] ?? 0))
  );
}

function reasonsOf(drops: FrameCounters['drops']): (keyof FrameCounters['drops'])[] {
  return Object.keys(drops) as (keyof FrameCounters['drops'])[];
}
