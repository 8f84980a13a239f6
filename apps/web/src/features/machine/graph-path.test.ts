import { expect, it } from 'vitest';
import { graphCeiling, graphPath } from './graph-path.ts';

it('doubles the axis until everything fits', () => {
  expect(graphCeiling(0, 100)).toBe(100);
  expect(graphCeiling(100, 100)).toBe(100);
  expect(graphCeiling(101, 100)).toBe(200);
});

it('draws the newest sample at the right edge', () => {
  const box = { width: 100, height: 10, slots: 11, ceiling: 100 };
  expect(graphPath([0, 50, 100], box)).toBe('M80.0 10.0L90.0 5.0L100.0 0.0');
});

it('stays inside its box', () => {
  const box = { width: 10, height: 10, slots: 2, ceiling: 100 };
  expect(graphPath([-5, 400], box)).toBe('M0.0 10.0L10.0 0.0');
});

it('draws nothing before there is a line to draw', () => {
  expect(graphPath([1], { width: 10, height: 10, slots: 2, ceiling: 1 })).toBe('');
});
