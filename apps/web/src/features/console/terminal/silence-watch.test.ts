import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SILENCE_MS, SilenceWatch } from './silence-watch.ts';

let told: boolean[];
let watch: SilenceWatch;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  watch = new SilenceWatch((silent) => told.push(silent));
});
afterEach(() => {
  vi.useRealTimers();
});

it('says nothing of a guest that echoes, or of one that nobody types to', () => {
  for (let key = 0; key < 20; key++) {
    watch.typed();
    vi.advanceTimersByTime(SILENCE_MS - 1);
    watch.heard();
  }
  vi.advanceTimersByTime(10 * SILENCE_MS);
  expect(told).toEqual([]);
});

it('tells once of a guest that is silent, from the first key on, and of its return', () => {
  watch.typed();
  vi.advanceTimersByTime(SILENCE_MS / 2);
  watch.typed();
  vi.advanceTimersByTime(SILENCE_MS / 2);
  expect(told).toEqual([true]);
  watch.typed();
  vi.advanceTimersByTime(10 * SILENCE_MS);
  expect(told).toEqual([true]);
  watch.heard();
  expect(told).toEqual([true, false]);
});
