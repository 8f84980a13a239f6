import { describe, expect, it } from 'vitest';
import { chunksOf, linesOf } from './decode-content.ts';
import { hexRows } from './hex-rows.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('linesOf', () => {
  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb', ['a', 'b']],
    ['a\n\n', ['a', '']],
    ['', ['']],
  ])('%j', (text, lines) => {
    expect(linesOf(bytes(text))).toEqual(lines);
  });
});

describe('chunksOf', () => {
  it('loses nothing', () => {
    expect(chunksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunksOf([], 2)).toEqual([]);
  });
});

describe('hexRows', () => {
  it('looks like hexdump -C', () => {
    expect(hexRows(bytes('\u007fELF Umlaut says hello'))).toEqual([
      '00000000  7f 45 4c 46 20 55 6d 6c  61 75 74 20 73 61 79 73  .ELF Umlaut says',
      '00000010  20 68 65 6c 6c 6f                                  hello',
    ]);
  });

  it('has no rows of nothing', () => {
    expect(hexRows(new Uint8Array())).toEqual([]);
  });
});
