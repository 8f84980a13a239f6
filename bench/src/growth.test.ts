import { expect, test } from 'vitest';
import { growth } from './growth.ts';

test('what grows before the first third is over does not count', () => {
  expect(growth([0, 50, 80, 100, 100, 100, 100, 100, 100, 100, 100, 100])).toBe(10);
  expect(growth([0, 50, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100])).toBe(0);
});

test('steady growth is that of two thirds of the time', () => {
  expect(growth(Array.from({ length: 30 }, (_, second) => second))).toBe(20);
  expect(growth([5, 3])).toBe(-2);
});

test('one sample alone does not grow, and none is an error', () => {
  expect(growth([7])).toBe(0);
  expect(() => growth([])).toThrow(RangeError);
});
