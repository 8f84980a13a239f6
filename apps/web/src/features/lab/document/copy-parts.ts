import type { LabEdit, LabLink, LabNode, LabNodeId, LabPosition, MachineId } from '@umlaut/contracts/model';
import { copyForwards, FreePorts } from './copy-forwards.ts';
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

export interface Place {
  /** From where the parts stood. */
  offset: LabPosition;
  /** What is in the lab that they come to. */
  document: LabDocument;
}

/**
 * The same parts under new names, moved by an offset. A lab has each machine once, so in a machine's place stands its
 * clone; one that has none stays out, and its links with it.
 */
export function pasteParts(
  { nodes, links }: Parts,
  { offset, document }: Place,
  clones: ReadonlyMap<MachineId, MachineId>,
): Pasting {
  const edits: LabEdit[] = [];
  const there = nodes.filter((node) => node.kind !== 'machine' || clones.has(node.machineId));
  const names = new Map(there.map(({ id }) => [id, newNodeId()]));
  const ports = new FreePorts(document);
  for (const [from, id] of names) {
    const node = there.find((one) => one.id === from);
    const copy = node === undefined ? null : copyOf(node, { clones, names, ports });
    if (copy === null) continue;
    const position = { x: copy.position.x + offset.x, y: copy.position.y + offset.y };
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

interface Copying {
  clones: ReadonlyMap<MachineId, MachineId>;
  /** Of the copies, by what they are copies of. */
  names: ReadonlyMap<LabNodeId, LabNodeId>;
  ports: FreePorts;
}

function copyOf(node: LabNode, { clones, names, ports }: Copying): LabNode | null {
  switch (node.kind) {
    case 'machine': {
      const machineId = clones.get(node.machineId);
      return machineId === undefined ? null : { ...node, machineId };
    }
    case 'uplink':
      return { ...node, forwards: copyForwards(node.forwards, names, ports) };
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
