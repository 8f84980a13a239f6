import type { LabLink, LabLinkId, LabNodeId, LabPosition } from '@umlaut/contracts/model';
import type { LabDocument } from '../document/lab-document.ts';
import { linkLine, type Line, type Rectangle } from './link-line.ts';
import { sizeOf } from './node-size.ts';

/** Of one link among those that join the same two things. */
export interface Lane {
  index: number;
  count: number;
}

/** Which links run beside each other. */
export function lanesOf(links: Iterable<LabLink>): Map<LabLinkId, Lane> {
  const bundles = new Map<string, LabLinkId[]>();
  for (const { id, ends } of links) {
    const key = ends
      .map(({ nodeId }) => nodeId)
      .toSorted()
      .join(' ');
    const bundle = bundles.get(key);
    if (bundle === undefined) bundles.set(key, [id]);
    else bundle.push(id);
  }
  const lanes = new Map<LabLinkId, Lane>();
  for (const bundle of bundles.values()) {
    for (const [index, id] of bundle.entries()) lanes.set(id, { index, count: bundle.length });
  }
  return lanes;
}

/** Where each link is drawn; `positionOf` may differ from the document while things are dragged. */
export function linkLines(
  { nodes, links }: LabDocument,
  positionOf: (id: LabNodeId) => LabPosition | undefined,
): Map<LabLinkId, Line> {
  const boxes = new Map<LabNodeId, Rectangle>();
  for (const node of nodes.values()) {
    boxes.set(node.id, { ...sizeOf(node), ...(positionOf(node.id) ?? node.position) });
  }
  const lanes = lanesOf(links.values());
  const lines = new Map<LabLinkId, Line>();
  for (const { id, ends } of links.values()) {
    const one = boxes.get(ends[0].nodeId);
    const other = boxes.get(ends[1].nodeId);
    const lane = lanes.get(id);
    if (one === undefined || other === undefined || lane === undefined) continue;
    // Lanes are told from the lower id, whichever end was drawn first.
    lines.set(
      id,
      ends[0].nodeId <= ends[1].nodeId ? linkLine(one, other, lane) : reversed(linkLine(other, one, lane)),
    );
  }
  return lines;
}

function reversed({ from, to }: Line): Line {
  return { from: to, to: from };
}
