import { z } from 'zod';
import type { LabLink, LabNode } from './lab.ts';
import { labNodeSize } from './lab-node-size.ts';

/** A lab as one sees it from far away: what is where, and what is joined. */
export const labSketch = z.object({
  /** Places of centres, in pixels of the canvas. */
  nodes: z.array(
    z.object({
      kind: z.enum(['machine', 'switch', 'hub', 'bridge', 'uplink', 'remote']),
      x: z.number(),
      y: z.number(),
    }),
  ),
  /** Pairs of indexes into `nodes`. */
  links: z.array(z.tuple([z.int().min(0), z.int().min(0)])),
});
export type LabSketch = z.output<typeof labSketch>;

/** Without notes and groups. Pure. */
export function sketchLab(lab: { nodes: readonly LabNode[]; links: readonly LabLink[] }): LabSketch {
  const nodes: LabSketch['nodes'] = [];
  const indexes = new Map<string, number>();
  for (const node of lab.nodes) {
    if (node.kind === 'note' || node.kind === 'group') continue;
    const { width, height } = labNodeSize(node);
    indexes.set(node.id, nodes.length);
    nodes.push({ kind: node.kind, x: node.position.x + width / 2, y: node.position.y + height / 2 });
  }
  const links = lab.links.flatMap(({ ends: [one, other] }): LabSketch['links'] => {
    const [from, to] = [indexes.get(one.nodeId), indexes.get(other.nodeId)];
    return from === undefined || to === undefined ? [] : [[from, to]];
  });
  return { nodes, links };
}
