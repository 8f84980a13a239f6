import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatMiB } from './format-bytes.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1, '1 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [14_680_064, '14 MiB'],
    [13.5 * 2 ** 30, '13.5 GiB'],
    [2 ** 40, '1 TiB'],
    [2 ** 20 - 1, '1 MiB'],
    [-1, '-'],
    [Number.NaN, '-'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test.prop([fc.nat({ max: Number.MAX_SAFE_INTEGER })])('never needs more than eight characters', (bytes) => {
    expect(formatBytes(bytes).length).toBeLessThanOrEqual(8);
  });
});

describe('formatMiB', () => {
  it('goes on to GiB', () => {
    expect([32, 1024, 1536].map(formatMiB)).toEqual(['32 MiB', '1 GiB', '1.5 GiB']);
  });
});
