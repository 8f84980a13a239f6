import { describe, expect, it } from 'vitest';
import { nodeIdFixture } from '../lab.fixture.ts';
import { alignBoxes } from './align.ts';

const boxes = [
  { id: nodeIdFixture(0), x: 0, y: 0, width: 100, height: 50 },
  { id: nodeIdFixture(1), x: 30, y: 200, width: 50, height: 50 },
  { id: nodeIdFixture(2), x: 400, y: 90, width: 100, height: 100 },
];

describe('alignBoxes', () => {
  it('moves only what is not in line yet', () => {
    expect(alignBoxes(boxes, 'left')).toEqual([
      { edit: 'move-node', id: nodeIdFixture(1), position: { x: 0, y: 200 } },
      { edit: 'move-node', id: nodeIdFixture(2), position: { x: 0, y: 90 } },
    ]);
  });

  it('brings right edges into line', () => {
    expect(alignBoxes(boxes, 'right').map((edit) => ('position' in edit ? edit.position.x : null))).toEqual([
      400, 450,
    ]);
  });

  it('makes gaps equal', () => {
    expect(alignBoxes(boxes, 'spread-x')).toEqual([
      { edit: 'move-node', id: nodeIdFixture(1), position: { x: 225, y: 200 } },
    ]);
  });
});
