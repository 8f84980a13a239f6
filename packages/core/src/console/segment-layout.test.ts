import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrangeSegments, findSegment, segmentLimit, segmentName, segmentStart } from './segment-layout.ts';

const MIB = 1_048_576;

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
      { start: 300, size: 50, at: 300 },
      { start: 0, size: 100, at: 0 },
      { start: 90, size: 10, at: 90 },
    ];
    expect(arrangeSegments(found)).toEqual([
      { start: 0, size: 90, at: 0 },
      { start: 90, size: 10, at: 90 },
      { start: 300, size: 50, at: 300 },
    ]);
  });
});

describe('findSegment', () => {
  const segments = [
    { start: 10, size: 10, at: 10 },
    { start: 20, size: 0, at: 20 },
    { start: 30, size: 5, at: 30 },
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

describe('segmentLimit', () => {
  it.each([
    [1, 1, 65_536],
    [16 * MIB, 1, 2 * MIB],
    [32 * MIB, 2, 2 * MIB],
    [32 * MIB, 32, 131_072],
    [1 * MIB, 32, 65_536],
    [131_072 * MIB, 1, 256 * MIB],
  ])('of %i bytes for %i consoles is %i', (limit, consoles, expected) => {
    expect(segmentLimit(limit, consoles)).toBe(expected);
  });
});
