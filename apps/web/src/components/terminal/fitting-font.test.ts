import { expect, it } from 'vitest';
import { fittingFont } from './fitting-font.ts';

const font = { letter: { width: 0.6, height: 1.2 }, most: 13 };

const cases: [string, Parameters<typeof fittingFont>, number][] = [
  ['as large as wanted', [{ cols: 80, rows: 24 }, { width: 800, height: 600 }, font], 13],
  ['small enough for its columns', [{ cols: 132, rows: 24 }, { width: 800, height: 600 }, font], 10],
  ['small enough for its rows', [{ cols: 80, rows: 60 }, { width: 800, height: 630 }, font], 8.5],
  ['still readable', [{ cols: 500, rows: 24 }, { width: 366, height: 600 }, font], 7],
];

it.each(cases)('is %s', (_, given, expected) => {
  expect(fittingFont(...given)).toBe(expected);
});
