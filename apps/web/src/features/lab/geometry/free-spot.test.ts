import { labNode, type LabNode } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { freeSpot } from './free-spot.ts';
import { sizeOf } from './node-size.ts';

function thing(kind: 'hub' | 'switch' | 'group', x: number, y: number): LabNode {
  const size = kind === 'group' ? { size: { width: 400, height: 300 }, color: 'gray' } : {};
  return labNode.parse({ id: 'n-aaaaaaaaaa', kind, label: 'A', position: { x, y }, ...size });
}

describe('a place for a new thing', () => {
  it('is the one that is wanted, if that is free', () => {
    const far = thing('switch', 500, 500);
    expect(freeSpot(thing('hub', 0, 0), { x: 0, y: 0 }, [far])).toEqual({ x: 0, y: 0 });
  });

  it('covers no part of another, wherever that is', () => {
    const hub = thing('hub', 0, 0);
    for (const [x, y] of [
      [0, 0],
      [30, 10],
      [-20, 20],
    ] as const) {
      const other = thing('switch', x, y);
      const place = freeSpot(hub, { x: 0, y: 0 }, [other]);
      const { width, height } = sizeOf(other);
      expect(place.x >= x + width || place.y >= y + height).toBe(true);
    }
  });

  it('may be on an area, and an area behind things', () => {
    expect(freeSpot(thing('hub', 0, 0), { x: 50, y: 50 }, [thing('group', 0, 0)])).toEqual({ x: 50, y: 50 });
    expect(freeSpot(thing('group', 0, 0), { x: 0, y: 0 }, [thing('hub', 50, 50)])).toEqual({ x: 0, y: 0 });
    expect(freeSpot(thing('group', 0, 0), { x: 0, y: 0 }, [thing('group', 0, 0)])).toEqual({ x: 30, y: 30 });
  });
});
