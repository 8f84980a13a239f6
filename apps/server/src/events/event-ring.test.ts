import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventRing } from './event-ring.ts';

function filled(capacity: number, count: number): EventRing<{ n: number }> {
  const ring = new EventRing<{ n: number }>(capacity);
  for (let n = 1; n <= count; n++) ring.push({ n });
  return ring;
}

describe('EventRing', () => {
  it('gives nothing to a client that has everything', () => {
    expect(filled(4, 3).after(3)).toEqual([]);
    expect(filled(4, 0).after(0)).toEqual([]);
  });

  it.each([-1, 4, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('does not know the number %s', (since) => {
    expect(filled(4, 3).after(since)).toBeNull();
  });

  it('gives every missed entry in order, or null when one is forgotten', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(60), fc.nat(60), (capacity, count, since) => {
        const missed = filled(capacity, count).after(since);
        const forgotten = since > count || count - since > capacity;
        expect(missed?.map((entry) => entry.n) ?? null).toEqual(
          forgotten ? null : Array.from({ length: count - since }, (_, index) => since + index + 1),
        );
      }),
    );
  });
});
