import { expect, it } from 'vitest';
import { pngScale } from './png-scale.ts';

it('is twice as large as the canvas, or as large as a browser makes it', () => {
  expect(pngScale({ width: 800, height: 600 })).toBe(2);
  expect(pngScale({ width: 16_000, height: 500 })).toBe(1);
  const scale = pngScale({ width: 8000, height: 8000 });
  expect((8000 * scale) ** 2).toBeCloseTo(40_000_000, -1);
});

it('refuses what nobody could read', () => {
  expect(() => pngScale({ width: 100_000, height: 300 })).toThrow('100000 by 300 pixels');
});
