import { expect, it } from 'vitest';
import { switchFixture } from '../lab.fixture.ts';
import { boundsOf, isWithin } from './bounds.ts';
import { sizeOf } from './node-size.ts';

it('goes around all things, where they are now', () => {
  const node = switchFixture(0);
  const { width, height } = sizeOf(node);
  expect(boundsOf([])).toBeNull();
  expect(
    boundsOf([
      { node, position: { x: -50, y: 10 } },
      { node, position: { x: 100, y: 40 } },
    ]),
  ).toEqual({ x: -50, y: 10, width: 150 + width, height: 30 + height });
});

it('knows what is out of view', () => {
  const view = { x: 0, y: 0, width: 100, height: 50 };
  expect(isWithin({ x: 0, y: 0, width: 100, height: 50.2 }, view)).toBe(true);
  expect(isWithin({ x: 10, y: 10, width: 95, height: 10 }, view)).toBe(false);
  expect(isWithin({ x: 10, y: -10, width: 5, height: 15 }, view)).toBe(false);
});
