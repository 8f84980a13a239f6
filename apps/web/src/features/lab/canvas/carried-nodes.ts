import type { LabDocument } from '../document/lab-document.ts';
import { centreOf, sizeOf } from '../geometry/node-size.ts';
import type { FlowNode } from './flow-nodes.ts';

/** What lies in the areas that are dragged, and is not dragged itself: it goes along. */
export function carriedNodes(document: LabDocument, dragged: readonly FlowNode[]): Set<string> {
  const own = new Set(dragged.map(({ id }) => id));
  const areas = dragged.flatMap(({ data: { node } }) =>
    node.kind === 'group' ? [{ ...node.position, ...sizeOf(node) }] : [],
  );
  const carried = new Set<string>();
  if (areas.length === 0) return carried;
  for (const node of document.nodes.values()) {
    if (own.has(node.id)) continue;
    const { x, y } = centreOf(node);
    const isInside = areas.some(
      (area) => x > area.x && x < area.x + area.width && y > area.y && y < area.y + area.height,
    );
    if (isInside) carried.add(node.id);
  }
  return carried;
}
