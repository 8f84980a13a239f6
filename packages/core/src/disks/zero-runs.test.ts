import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { unchangedRanges } from './unchanged-ranges.ts';
import { zeroRuns } from './zero-runs.ts';

const PAGE = 4096;

describe('zeroRuns', () => {
  it('are whole pages of the disk that are zero, and everything between', () => {
    const part = fc.record({ length: fc.nat(3 * PAGE), byte: fc.nat(1) });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), fc.nat(3 * PAGE), (parts, offset) => {
        const bytes = Buffer.concat(parts.map(({ length, byte }) => Buffer.alloc(length, byte)));
        const pieces = [...zeroRuns(bytes, offset)];
        const isZero = (from: number, to: number): boolean =>
          bytes.subarray(from - offset, to - offset).every((byte) => byte === 0);
        const end = offset + bytes.length;
        const starts = pieces.map(({ start }) => start);
        expect([...starts, end]).toEqual([offset, ...pieces.map((piece) => piece.end)]);
        expect(pieces.every(({ start, end: to, zero }) => !zero || isZero(start, to))).toBe(true);
        const pages: number[] = [];
        for (let page = Math.ceil(offset / PAGE) * PAGE; page + PAGE <= end; page += PAGE) pages.push(page);
        const found = pages.map(
          (page) => pieces.find(({ start, end: to }) => start <= page && page < to)?.zero,
        );
        expect(found).toEqual(pages.map((page) => isZero(page, page + PAGE)));
      }),
    );
  });
});

describe('unchangedRanges', () => {
  const KIB = 1024;
  it('goes around large changes, also when they come in pieces, and not around small ones', () => {
    const changed = [
      { start: 0, end: 4 * KIB },
      { start: 1024 * KIB, end: 1200 * KIB },
      { start: 1200 * KIB, end: 1400 * KIB },
      { start: 2000 * KIB, end: 2200 * KIB },
      { start: 3000 * KIB, end: 4096 * KIB },
    ];
    expect([...unchangedRanges(changed, 4096 * KIB)]).toEqual([
      { start: 0, end: 1024 * KIB },
      { start: 1400 * KIB, end: 3000 * KIB },
    ]);
    expect([...unchangedRanges([], 5)]).toEqual([{ start: 0, end: 5 }]);
  });
});
