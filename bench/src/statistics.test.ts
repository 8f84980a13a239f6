import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, medianOfPairs, percentile } from './statistics.ts';

const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 50 });

describe('median', () => {
  it.each([
    [[7], 7],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %d', (of, expected) => {
    expect(median(of)).toBe(expected);
  });

  it('refuses to make up a value from none', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('percentile', () => {
  it('interpolates between the nearest ranks', () => {
    const hundredAndOne = Array.from({ length: 101 }, (_, n) => n);
    expect(percentile(hundredAndOne, 99)).toBe(99);
    expect(percentile([0, 10], 25)).toBe(2.5);
  });

  it.each([-1, 101, Number.NaN])('refuses a share of %d', (share) => {
    expect(() => percentile([1], share)).toThrow(RangeError);
  });

  it('lies between the extremes', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 100, noNaN: true }), (of, share) => {
        const found = percentile(of, share);
        expect(found).toBeGreaterThanOrEqual(Math.min(...of));
        expect(found).toBeLessThanOrEqual(Math.max(...of));
      }),
    );
  });

  it('has the extremes at its ends, whatever the order, and leaves the values alone', () => {
    fc.assert(
      fc.property(values, (of) => {
        const copy = [...of];
        expect(percentile(of, 0)).toBe(Math.min(...of));
        expect(percentile(of, 100)).toBe(Math.max(...of));
        expect(percentile(of.toReversed(), 90)).toBe(percentile(of, 90));
        expect(of).toEqual(copy);
      }),
    );
  });
});

describe('medianOfPairs', () => {
  it('compares what was measured together, so that a slow spell hits neither side', () => {
    const difference = (a: number, b: number): number => a - b;
    expect(medianOfPairs([11, 101, 1001], [10, 100, 1000], difference)).toBe(1);
    expect(medianOfPairs([1001, 11, 101], [1000, 10, 100], difference)).toBe(1);
  });

  it.each([
    [[], []],
    [[1], []],
  ])('refuses %j against %j', (ours, baseline) => {
    expect(() => medianOfPairs(ours, baseline, () => 0)).toThrow(RangeError);
  });
});
