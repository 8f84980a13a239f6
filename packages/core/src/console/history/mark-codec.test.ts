import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMarks, encodeMark, MARK_BYTES } from './mark-codec.ts';

const mark = fc.record({
  offset: fc.nat(2 ** 31),
  at: fc.double({ min: 0, max: 8.64e15, noNaN: true }),
  cols: fc.integer({ min: 1, max: 1000 }),
  rows: fc.integer({ min: 1, max: 500 }),
});

describe('marks', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.array(mark), (marks) => {
        const sorted = marks.toSorted((a, b) => a.offset - b.offset);
        expect(decodeMarks(Buffer.concat(sorted.map(encodeMark)))).toEqual(sorted);
      }),
    );
  });

  it('are found between rubbish, and a torn one is none', () => {
    fc.assert(
      fc.property(mark, fc.nat(MARK_BYTES - 1), (one, torn) => {
        const record = encodeMark(one);
        const bytes = Buffer.concat([Buffer.alloc(MARK_BYTES, 0xff), record, record.subarray(0, torn)]);
        expect(decodeMarks(bytes)).toEqual([one]);
      }),
    );
  });

  it('are never made of anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeMarks(Buffer.from(bytes))).toEqual([]);
      }),
    );
  });

  it('do not go back', () => {
    const marks = [5, 3, 9].map((offset) => ({ offset, at: 1, cols: 80, rows: 24 }));
    expect(decodeMarks(Buffer.concat(marks.map(encodeMark))).map(({ offset }) => offset)).toEqual([5, 9]);
  });
});
