import { describe, expect, it } from 'vitest';
import { formatBits, lineWeight, rateBetween } from './rates.ts';

const counters = (frames: number, bytes: number): Parameters<typeof rateBetween>[0] => ({
  frames,
  bytes,
  drops: {},
});

describe('rateBetween', () => {
  it('is per second, in bits', () => {
    expect(rateBetween(counters(10, 1000), counters(30, 3000), 2)).toEqual({ frames: 10, bits: 8000 });
  });

  it('is unknown when the counters began anew, or no time passed', () => {
    expect(rateBetween(counters(10, 1000), counters(3, 100), 1)).toBeNull();
    expect(rateBetween(counters(10, 1000), counters(30, 3000), 0)).toBeNull();
  });
});

describe('formatBits', () => {
  it('has three figures and a unit at most', () => {
    expect([0, 999, 12_500, 1_000_000, 999_950_000].map(formatBits)).toEqual([
      '0 bit/s',
      '999 bit/s',
      '12.5 kbit/s',
      '1 Mbit/s',
      '1 Gbit/s',
    ]);
  });
});

describe('lineWeight', () => {
  it('grows with the traffic, within bounds', () => {
    expect(lineWeight(0)).toBe(1.5);
    expect(lineWeight(1e6)).toBeGreaterThan(lineWeight(1e3));
    expect(lineWeight(1e12)).toBe(6);
  });
});
