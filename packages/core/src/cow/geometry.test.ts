import { describe, expect, it } from 'vitest';
import { countSetBits } from './bitmap.ts';
import { cowGeometry } from './geometry.ts';

const v3 = (backingSizeBytes: number): ReturnType<typeof cowGeometry> =>
  cowGeometry({ version: 3, headerBytes: 4128, backingSizeBytes, alignment: 4096 });

describe('cowGeometry', () => {
  it.each([
    [1, { bitmapOffset: 8192, bitmapBytes: 1, dataOffset: 12288, fileBytes: 12289 }],
    [512, { bitmapOffset: 8192, bitmapBytes: 1, dataOffset: 12288, fileBytes: 12800 }],
    [4097, { bitmapOffset: 8192, bitmapBytes: 2, dataOffset: 12288, fileBytes: 16385 }],
    [64 * 2 ** 20, { bitmapOffset: 8192, bitmapBytes: 16384, dataOffset: 24576, fileBytes: 67133440 }],
    [
      100 * 2 ** 30,
      { bitmapOffset: 8192, bitmapBytes: 26214400, dataOffset: 26222592, fileBytes: 107400404992 },
    ],
  ])('lays out version 3 over %i bytes as the kernel does', (size, expected) => {
    expect(v3(size)).toEqual(expected);
  });

  it('puts the bitmap of older versions right behind the header, rounded down', () => {
    expect(
      cowGeometry({ version: 2, headerBytes: 4120, backingSizeBytes: 67_108_864, alignment: 512 }),
    ).toEqual({
      bitmapOffset: 4120,
      bitmapBytes: 16384,
      dataOffset: 20992,
      fileBytes: 20992 + 67_108_864,
    });
  });

  it('ends where the kernel can no longer address the data', () => {
    expect(v3(8 * 2 ** 40 - 64 * 2 ** 20).dataOffset).toBeLessThanOrEqual(0x7fffffff);
    expect(() => v3(8 * 2 ** 40)).toThrow(expect.objectContaining({ code: 'COW_INVALID' }));
  });
});

describe('countSetBits', () => {
  it.each([
    [[], 0, 0],
    [[0xff, 0xff], 16, 16],
    [[0xff, 0xff], 9, 9],
    [[0xff, 0xff], 0, 0],
    [[0x01, 0x80], 16, 2],
    [[0x01, 0x80], 15, 1],
    [[0xff], 100, 8],
  ])('of %j up to bit %i is %i', (bytes, limit, count) => {
    expect(countSetBits(Uint8Array.from(bytes), limit)).toBe(count);
  });
});
