import type { LabNode, LabPosition } from '@umlaut/contracts/model';

export interface Size {
  width: number;
  height: number;
}

/** Pixels of the canvas at 100 %; positions snap to it. */
export const GRID = 10;

const SIZES = {
  machine: { width: 190, height: 80 },
  switch: { width: 190, height: 60 },
  hub: { width: 150, height: 50 },
  bridge: { width: 190, height: 60 },
  uplink: { width: 160, height: 60 },
  remote: { width: 180, height: 60 },
} as const;

/** Known without asking the browser, so that links, layouts and pictures need no drawn page. */
export function sizeOf(node: LabNode): Size {
  return node.kind === 'note' || node.kind === 'group' ? node.size : SIZES[node.kind];
}

export function centreOf(node: LabNode, position: LabPosition = node.position): LabPosition {
  const { width, height } = sizeOf(node);
  return { x: position.x + width / 2, y: position.y + height / 2 };
}

export function snap({ x, y }: LabPosition): LabPosition {
  return { x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID };
}
