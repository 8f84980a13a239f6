import { describe, expect, it } from 'vitest';
import { formatBits, lineWeight, rateBetween } from './rates.ts';

const counters = (frames: number, bytes: number, loss = 0): Parameters<typeof rateBetween>[0] => ({
  frames,
  bytes,
  drops: loss === 0 ? {} : { loss },
});

describe('rateBetween', () => {
  it('is per second, in bits', () => {
    expect(rateBetween(counters(10, 1000), counters(30, 3000), 2)).toEqual({
      frames: 10,
      bits: 8000,
      drops: 0,
    });
  });

  it('has the drops of this second, not those of all time', () => {
    expect(rateBetween(counters(10, 1000, 50), counters(30, 3000, 50), 1)?.drops).toBe(0);
    expect(rateBetween(counters(10, 1000, 50), counters(10, 1000, 56), 2)?.drops).toBe(3);
    // One frame is seen, however long the second was.
    expect(rateBetween(counters(10, 1000), counters(10, 1000, 1), 1.7)?.drops).toBe(1);
  });

  it('is unknown when the counters began anew, or no time passed', () => {
    expect(rateBetween(counters(10, 1000), counters(3, 100), 1)).toBeNull();
    expect(rateBetween(counters(10, 1000), counters(30, 3000), 0)).toBeNull();
    expect(rateBetween(counters(10, 1000, 5), counters(30, 3000, 4), 1)).toBeNull();
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
