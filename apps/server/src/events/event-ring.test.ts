import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventRing } from './event-ring.ts';

function filled(entries: number, count: number, characters = 1_000_000): EventRing {
  const ring = new EventRing({ entries, characters });
  for (let n = 1; n <= count; n++) ring.push(String(n));
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
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(60), fc.nat(60), (entries, count, since) => {
        const missed = filled(entries, count).after(since);
        const forgotten = since > count || count - since > entries;
        expect(missed).toEqual(
          forgotten ? null : Array.from({ length: count - since }, (_, index) => String(since + index + 1)),
        );
      }),
    );
  });

  it('forgets the oldest when all together are too long, but never the newest', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 }), { maxLength: 40 }), (texts) => {
        const ring = new EventRing({ entries: 16, characters: 50 });
        for (const text of texts) ring.push(text);
        let kept = 0;
        while (kept < texts.length && ring.after(texts.length - kept - 1) !== null) kept++;
        expect(ring.after(texts.length - kept)).toEqual(texts.slice(texts.length - kept));
        expect(kept).toBeGreaterThanOrEqual(Math.min(1, texts.length));
        const length = texts.slice(texts.length - kept).join('').length;
        expect(kept <= 1 || length <= 50).toBe(true);
        // What was forgotten had no place.
        const withOneMore = texts.slice(texts.length - kept - 1).join('').length;
        expect(kept === Math.min(16, texts.length) || withOneMore > 50).toBe(true);
      }),
    );
  });
});
