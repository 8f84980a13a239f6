import { describe, expect, it } from 'vitest';
import { distanceTo, linkLine } from './link-line.ts';

const left = { x: 0, y: 0, width: 100, height: 50 };
const right = { x: 300, y: 0, width: 100, height: 50 };

describe('linkLine', () => {
  it('runs from edge to edge', () => {
    expect(linkLine(left, right, { index: 0, count: 1 })).toEqual({
      from: { x: 100, y: 25 },
      to: { x: 300, y: 25 },
    });
  });

  it('runs beside others between the same two', () => {
    const ys = [0, 1].map((index) => linkLine(left, right, { index, count: 2 }).from.y);
    expect(ys).toEqual([18, 32]);
  });

  it('survives things that lie on each other', () => {
    expect(linkLine(left, left, { index: 0, count: 1 }).from).toEqual({ x: 50, y: 25 });
  });
});

describe('distanceTo', () => {
  const line = { from: { x: 0, y: 0 }, to: { x: 10, y: 0 } };
  it('is that to the line, or beyond its ends to the end', () => {
    expect(distanceTo(line, { x: 5, y: 3 })).toBe(3);
    expect(distanceTo(line, { x: 13, y: 4 })).toBe(5);
  });
});
