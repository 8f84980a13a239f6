import type { LabEdit, LabLink, LabNode, LabNodeId, LabPosition, MachineId } from '@umlaut/contracts/model';
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

/** The machines among them, each once. */
export function machinesOf({ nodes }: Parts): MachineId[] {
  return nodes.flatMap((node) => (node.kind === 'machine' ? [node.machineId] : []));
}

export interface Pasting {
  edits: LabEdit[];
  /** The new parts, to be selected. */
  ids: LabNodeId[];
}

/**
 * The same parts under new names, moved by `offset`. A lab has each machine once, so in a machine's place stands its
 * clone; one that has none stays out, and its links with it.
 */
export function pasteParts(
  { nodes, links }: Parts,
  offset: LabPosition,
  clones: ReadonlyMap<MachineId, MachineId>,
): Pasting {
  const names = new Map<LabNodeId, LabNodeId>();
  const edits: LabEdit[] = [];
  for (const node of nodes) {
    const copy = copyOf(node, clones);
    if (copy === null) continue;
    const id = newNodeId();
    names.set(node.id, id);
    const position = { x: node.position.x + offset.x, y: node.position.y + offset.y };
    edits.push({ edit: 'put-node', node: { ...copy, id, position } });
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
  return { edits, ids: [...names.values()] };
}

function copyOf(node: LabNode, clones: ReadonlyMap<MachineId, MachineId>): LabNode | null {
  switch (node.kind) {
    case 'machine': {
      const machineId = clones.get(node.machineId);
      return machineId === undefined ? null : { ...node, machineId };
    }
    // A port of the host leads to one place only.
    case 'uplink':
      return { ...node, forwards: [] };
    case 'remote':
      return { ...node, tunnel: null };
    case 'switch':
    case 'hub':
    case 'bridge':
    case 'note':
    case 'group':
      return node;
  }
}
