/** The middle value, or the mean of the two middle ones. @throws RangeError for no values. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/**
 * Percentile by linear interpolation between the two nearest ranks (the definition that spreadsheets use).
 * @param share 0 to 100
 * @throws RangeError for no values or a share outside
 */
export function percentile(values: readonly number[], share: number): number {
  if (!(share >= 0 && share <= 100)) throw new RangeError(`A percentile is 0 to 100, not ${share}`);
  const sorted = values.toSorted((a, b) => a - b);
  const position = ((sorted.length - 1) * share) / 100;
  const lower = sorted[Math.floor(position)];
  const upper = sorted[Math.ceil(position)];
  if (lower === undefined || upper === undefined) throw new RangeError('No values');
  const between = lower + (upper - lower) * (position - Math.floor(position));
  // Rounding may carry the sum just past the upper neighbour.
  return Math.min(between, upper);
}

/**
 * Median of what the two sides of each round say about each other. What the host does between rounds cancels
 * out, unlike in a comparison of two medians.
 * @throws RangeError for no rounds, or a side with fewer
 */
export function medianOfPairs(
  ours: readonly number[],
  baseline: readonly number[],
  compare: (ours: number, baseline: number) => number,
): number {
  if (ours.length !== baseline.length) throw new RangeError('The sides have different numbers of rounds');
  return median(ours.map((value, round) => compare(value, baseline[round] ?? Number.NaN)));
}
