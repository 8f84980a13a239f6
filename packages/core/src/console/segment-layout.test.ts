import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrangeSegments,
  countSurplusSegments,
  findSegment,
  segmentLimit,
  segmentName,
  segmentStart,
} from './segment-layout.ts';

describe('segment names', () => {
  it('carry the offset and sort as offsets do', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (start) => {
        expect(segmentName(start)).toHaveLength(24);
        expect(segmentStart(segmentName(start))).toBe(start);
      }),
    );
  });

  it.each([
    'boots.jsonl',
    '0.log',
    '00000000000000000000.log.gz',
    `${'9'.repeat(20)}.log`,
    '-0000000000000000001.log',
  ])('%s is not a segment', (name) => {
    expect(segmentStart(name)).toBeNull();
  });
});

describe('arrangeSegments', () => {
  it('sorts, keeps gaps and cuts overlaps in favour of the later file', () => {
    const found = [
      { start: 300, size: 50 },
      { start: 0, size: 100 },
      { start: 90, size: 10 },
    ];
    expect(arrangeSegments(found)).toEqual([
      { start: 0, size: 90 },
      { start: 90, size: 10 },
      { start: 300, size: 50 },
    ]);
  });
});

describe('findSegment', () => {
  const segments = [
    { start: 10, size: 10 },
    { start: 20, size: 0 },
    { start: 30, size: 5 },
  ];
  it.each([
    [0, 10],
    [10, 10],
    [19, 10],
    [20, 30],
    [34, 30],
    [35, undefined],
  ])('offset %i is served from the segment at %s', (offset, start) => {
    expect(findSegment(segments, offset)?.start).toBe(start);
  });
});

describe('countSurplusSegments', () => {
  it('leaves room for one more segment and gives up no more than it must', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 1e6 }),
        (sizes, limit) => {
          const segments = sizes.map((size, index) => ({ start: index * 1e6, size }));
          const surplus = countSurplusSegments(segments, limit);
          const total = (from: number): number =>
            segments.slice(from).reduce((sum, { size }) => sum + size, segmentLimit(limit));
          expect(surplus === segments.length || total(surplus) <= limit).toBe(true);
          expect(surplus === 0 || total(surplus - 1) > limit).toBe(true);
        },
      ),
    );
  });
});
