import { describe, expect, it } from 'vitest';
import { documentOf } from '../document/lab-document.ts';
import { labFixture, linkFixture, switchFixture } from '../lab.fixture.ts';
import { forceLayout } from './force-layout.ts';

describe('forceLayout', () => {
  it('pulls things apart that lie on each other, onto the grid', async () => {
    const at = { position: { x: 0, y: 0 } };
    const document = documentOf(
      labFixture({
        nodes: [switchFixture(0, at), switchFixture(1, at), switchFixture(2, at)],
        links: [linkFixture(0, [0, 1]), linkFixture(1, [1, 2])],
      }),
    );
    const moves = await forceLayout(document, new Set(document.nodes.keys()));
    const places = moves.flatMap((move) => ('position' in move ? [move.position] : []));
    expect(places).toHaveLength(3);
    for (const [index, { x, y }] of places.entries()) {
      expect([x % 10, y % 10].map(Math.abs)).toEqual([0, 0]);
      const next = places[(index + 1) % 3];
      expect(Math.hypot(x - (next?.x ?? 0), y - (next?.y ?? 0))).toBeGreaterThan(100);
    }
  });
});
