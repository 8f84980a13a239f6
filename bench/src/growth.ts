import { median } from './statistics.ts';

/** Part of the samples that one figure is taken from, so that a single garbage collection does not decide. */
const SHARE = 1 / 6;

/**
 * How much the samples, evenly spaced in time, grew from the end of their first third to their end: medians of
 * the sixth before each of these moments. Pure. @throws RangeError for no samples
 */
export function growth(samples: readonly number[]): number {
  const count = Math.max(1, Math.floor(samples.length * SHARE));
  const third = Math.max(count, Math.floor(samples.length / 3));
  return median(samples.slice(-count)) - median(samples.slice(third - count, third));
}
