import { expect, it } from 'vitest';
import { fittingFont } from './fitting-font.ts';

const font = { letter: { width: 0.6, height: 1.2 }, most: 13 };

it.each([
  ['as large as wanted', { cols: 80, rows: 24 }, { width: 800, height: 600 }, 13],
  ['small enough for its columns', { cols: 132, rows: 24 }, { width: 800, height: 600 }, 10],
  ['small enough for its rows', { cols: 80, rows: 60 }, { width: 800, height: 600 }, 8],
  ['still readable', { cols: 500, rows: 24 }, { width: 366, height: 600 }, 7],
])('is %s', (_, size, place, expected) => {
  expect(fittingFont(size, place, font)).toBe(expected);
});
