import { expect, it } from 'vitest';
import { droppingAlpha, nextDropping } from './dropping.ts';
import type { RatePair } from './rates.ts';

const dropping = (one: number, other: number): RatePair => [
  { frames: 5, bits: 40, drops: one },
  { frames: 5, bits: 40, drops: other },
];
const NONE = dropping(0, 0);

it('counts both directions while frames are dropped, and forgets it a few seconds later', () => {
  const now = nextDropping(null, dropping(3, 4), 1);
  expect(now).toEqual({ perSecond: 7, secondsAgo: 0 });
  const later = nextDropping(now, NONE, 1);
  expect(later).toEqual({ perSecond: 7, secondsAgo: 1 });
  expect(nextDropping(later, dropping(1, 0), 1)).toEqual({ perSecond: 1, secondsAgo: 0 });
  expect(nextDropping(later, NONE, 3)).toBeNull();
  expect(nextDropping(null, NONE, 1)).toBeNull();
});

it('does not take counters that began anew for drops', () => {
  expect(nextDropping(null, [null, null], 1)).toBeNull();
});

it('fades', () => {
  expect(droppingAlpha({ perSecond: 1, secondsAgo: 0 })).toBe(1);
  expect(droppingAlpha({ perSecond: 1, secondsAgo: 3 })).toBe(0.25);
});
