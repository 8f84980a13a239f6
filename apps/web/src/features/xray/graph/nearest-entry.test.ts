import { describe, expect, it } from 'vitest';
import { entryAt, nearestIndex } from './nearest-entry.ts';

const entries = [0, 10, 20, 40].map((at) => ({ at: at * 1000, stepMs: 1000, figures: {} }));

describe('nearestIndex', () => {
  it.each([
    [-5, 0],
    [4, 0],
    [6, 1],
    [29, 2],
    [31, 3],
    [99, 3],
  ])('of second %d is %d', (second, index) => {
    expect(nearestIndex(entries, second * 1000)).toBe(index);
  });

  it('has none of none', () => {
    expect(nearestIndex([], 5)).toBe(-1);
  });
});

describe('entryAt', () => {
  it('finds nothing within a gap', () => {
    expect(entryAt(entries, 30_000)).toBeNull();
    expect(entryAt(entries, 20_900)).toBe(entries[2]);
  });
});
