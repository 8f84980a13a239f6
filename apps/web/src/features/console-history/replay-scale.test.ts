import type { ConsoleTimeline } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleOf } from './replay-scale.ts';

const points = fc
  .array(fc.record({ bytes: fc.integer({ min: 1, max: 500 }), wait: fc.nat(5_000) }), { minLength: 1 })
  .map((steps): ConsoleTimeline => {
    let [offset, at, ms, skippedMs] = [100, 1_700_000_000_000, 0, 0];
    const list = steps.map(({ bytes, wait }, index) => {
      if (index > 0) {
        at += wait;
        ms += wait;
        skippedMs += Math.min(wait, 1_000);
      }
      const point = { offset, at, ms, skippedMs };
      offset += bytes;
      return point;
    });
    return { end: offset, points: list };
  });

describe('scaleOf', () => {
  it('leads from a time to its place and back', () => {
    fc.assert(
      fc.property(
        points,
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (timeline, skips, part) => {
          const scale = scaleOf(timeline, { oldest: 100, end: timeline.end }, skips);
          fc.pre(scale.unit === 'ms');
          const value = part * scale.total;
          const place = scale.placeOf(value);
          expect(place.offset).toBeGreaterThanOrEqual(100);
          expect(place.offset).toBeLessThanOrEqual(timeline.end);
          expect(scale.valueOf(place)).toBeCloseTo(value, 6);
        },
      ),
    );
  });

  it('never goes back with the place', () => {
    fc.assert(
      fc.property(
        points,
        fc.boolean(),
        fc.tuple(fc.nat(5_000), fc.nat(5_000)),
        (timeline, skips, [one, other]) => {
          const scale = scaleOf(timeline, { oldest: 100, end: timeline.end }, skips);
          const [first, second] = [Math.min(one, other), Math.max(one, other)];
          const valueAt = (offset: number): number => scale.valueOf({ offset: 100 + offset, leadMs: 0 });
          expect(valueAt(first)).toBeLessThanOrEqual(valueAt(second));
        },
      ),
    );
  });

  it('goes by bytes where no time is known', () => {
    const scale = scaleOf(undefined, { oldest: 50, end: 150 }, true);
    expect(scale).toMatchObject({ unit: 'bytes', total: 100 });
    expect(scale.placeOf(30)).toEqual({ offset: 80, leadMs: 0 });
    expect(scale.valueOf({ offset: 80, leadMs: 0 })).toBe(30);
    expect(scale.valueOf({ offset: 20, leadMs: 0 })).toBe(0);
  });
});
