import type { LabEdit, LabLink, LabNode, LabNodeId, LabPosition } from '@umlaut/contracts/model';
import type { LabDocument } from './lab-document.ts';
import { newLinkId, newNodeId } from './new-ids.ts';

/** Parts that were copied, with the links between them. */
export interface Parts {
  nodes: readonly LabNode[];
  links: readonly LabLink[];
}

export function copyParts({ nodes, links }: LabDocument, ids: ReadonlySet<LabNodeId>): Parts {
  return {
    nodes: [...nodes.values()].filter(({ id }) => ids.has(id)),
    links: [...links.values()].filter(({ ends }) => ends.every(({ nodeId }) => ids.has(nodeId))),
  };
}

export interface Pasting {
  edits: LabEdit[];
  /** The new parts, to be selected. */
  ids: LabNodeId[];
  /** Machines are where they are: a lab has each once. */
  leftOut: number;
}

/** The same parts under new names, moved by `offset`. Machines stay out, and their links with them. */
export function pasteParts({ nodes, links }: Parts, offset: LabPosition): Pasting {
  const names = new Map<LabNodeId, LabNodeId>();
  const edits: LabEdit[] = [];
  for (const node of nodes) {
    if (node.kind === 'machine') continue;
    const id = newNodeId();
    names.set(node.id, id);
    const position = { x: node.position.x + offset.x, y: node.position.y + offset.y };
    edits.push({ edit: 'put-node', node: { ...withoutForwards(node), id, position } });
  }
  for (const link of links) {
    const [one, other] = link.ends;
    const oneId = names.get(one.nodeId);
    const otherId = names.get(other.nodeId);
    if (oneId === undefined || otherId === undefined) continue;
    const ends: LabLink['ends'] = [
      { ...one, nodeId: oneId },
      { ...other, nodeId: otherId },
    ];
    edits.push({ edit: 'put-link', link: { ...link, id: newLinkId(), ends } });
  }
  const ids = [...names.values()];
  return { edits, ids, leftOut: nodes.length - ids.length };
}

/** A port of the host leads to one place only. */
function withoutForwards(node: LabNode): LabNode {
  return node.kind === 'uplink' ? { ...node, forwards: [] } : node;
}
