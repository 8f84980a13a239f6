import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { pairScale, timeTicks, valueScale } from './graph-ticks.ts';

describe('valueScale', () => {
  it.each([
    [{ highest: 0, smallest: 1, base: 10 as const }, 1],
    [{ highest: 1.2, smallest: 1, base: 10 as const }, 2],
    [{ highest: 7, smallest: 1, base: 10 as const }, 10],
    [{ highest: 40 * 1024, smallest: 8192, base: 1024 as const }, 65536],
    [{ highest: 65536, smallest: 8192, base: 1024 as const }, 65536],
  ])('%j reaches %d', (given, high) => {
    expect(valueScale(given.highest, given).high).toBeCloseTo(high);
  });

  test.prop([fc.double({ min: 0, max: 1e12, noNaN: true }), fc.constantFrom(10 as const, 1024 as const)])(
    'is high enough and no more than three times too high',
    (highest, base) => {
      const { high } = valueScale(highest, { smallest: 1, base });
      expect(high).toBeGreaterThanOrEqual(highest * 0.9999);
      expect(high).toBeLessThanOrEqual(Math.max(2, highest * 3));
    },
  );
});

describe('pairScale', () => {
  it.each([
    [0, 0, [-4096, 0, 4096]],
    [100_000, 5000, [-32_768, 0, 131_072]],
    [5000, 100_000, [-131_072, 0, 32_768]],
  ])('%d up and %d down', (highest, lowest, ticks) => {
    expect(pairScale(highest, lowest, { smallest: 4096, base: 1024 })).toEqual(ticks);
  });
});

describe('timeTicks', () => {
  it.each([
    [2, 30_000],
    [15, 300_000],
    [60, 900_000],
  ])('%d minutes have lines at whole steps', (minutes, step) => {
    const ticks = timeTicks(123_456_789, 123_456_789 + minutes * 60_000);
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(ticks.every((at) => at % step === 0)).toBe(true);
  });
});
