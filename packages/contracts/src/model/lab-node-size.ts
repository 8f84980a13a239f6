import type { LabNode } from './lab.ts';

/** Pixels of the canvas at 100 %; a position is that of the upper left corner. */
export interface LabNodeSize {
  width: number;
  height: number;
}

const SIZES = {
  machine: { width: 190, height: 80 },
  switch: { width: 190, height: 60 },
  hub: { width: 150, height: 50 },
  bridge: { width: 190, height: 60 },
  uplink: { width: 160, height: 60 },
  remote: { width: 180, height: 60 },
} as const;

/** How large a thing is drawn, known without drawing it: so that places can be chosen anywhere. Pure. */
export function labNodeSize(node: LabNode): LabNodeSize {
  return node.kind === 'note' || node.kind === 'group' ? node.size : SIZES[node.kind];
}
