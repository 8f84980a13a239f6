import { expect, it } from 'vitest';
import { markPlace } from './mark-place.ts';

const at = (x: number, y = 0) => ({ x, y });

it('keeps a wide text on a flat line clear of the thing it is about', () => {
  expect(markPlace(at(0), at(400), 80)).toEqual(at(52));
  expect(markPlace(at(400), at(0), 80)).toEqual(at(348));
});

it('stands near the thing on a steep line, however wide it is', () => {
  expect(markPlace(at(0), at(0, 400), 80)).toEqual(at(0, 24));
});

it('has no place where two would lie on each other', () => {
  expect(markPlace(at(0), at(90), 80)).toBeNull();
  expect(markPlace(at(5), at(5), 10)).toBeNull();
});
