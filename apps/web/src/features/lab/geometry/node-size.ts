import { labNodeSize, type LabNode, type LabPosition } from '@umlaut/contracts/model';

export { labNodeSize as sizeOf, type LabNodeSize as Size } from '@umlaut/contracts/model';

/** Pixels of the canvas at 100 %; positions snap to it. */
export const GRID = 10;

export function centreOf(node: LabNode, position: LabPosition = node.position): LabPosition {
  const { width, height } = labNodeSize(node);
  return { x: position.x + width / 2, y: position.y + height / 2 };
}

export function snap({ x, y }: LabPosition): LabPosition {
  return { x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID };
}
