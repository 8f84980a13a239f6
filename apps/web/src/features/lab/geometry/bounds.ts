import type { LabNode, LabPosition } from '@umlaut/contracts/model';
import { sizeOf, type Size } from './node-size.ts';

type Box = LabPosition & Size;

/** Around all things, wherever each is now; null without any. */
export function boundsOf(things: readonly { node: LabNode; position: LabPosition }[]): Box | null {
  if (things.length === 0) return null;
  const boxes = things.map(({ node, position }) => ({ ...sizeOf(node), ...position }));
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

/** Whether all of a box is in another; half a pixel, which nobody sees, may be out. */
export function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x - 0.5 &&
    inner.y >= outer.y - 0.5 &&
    inner.x + inner.width <= outer.x + outer.width + 0.5 &&
    inner.y + inner.height <= outer.y + outer.height + 0.5
  );
}
