import { UmlautError } from '@umlaut/contracts/errors';
import {
  MAX_PORT,
  type LabEdit,
  type LabFile,
  type LabFileEnd,
  type LabFileNode,
  type LabLinkEnd,
  type LabNode,
  type LabNodeId,
  type MachineId,
} from '@umlaut/contracts/model';
import { newLabLinkId, newLabNodeId } from '../../identifiers.ts';

/**
 * What draws a file, once its machines are there, by their keys: first its nodes, then its links, in their order.
 * @throws INVALID_INPUT with field `file.links.N.ends.M.port` where no port is left
 */
export function drawFile(file: LabFile, machines: ReadonlyMap<string, MachineId>): LabEdit[] {
  const ids = new Map(Object.keys(file.nodes).map((key) => [key, newLabNodeId()]));
  const nodes = Object.entries(file.nodes).map(([key, node]): LabEdit => ({
    edit: 'put-node',
    node: drawnNode(node, { id: need(ids, key), machineId: machines.get(key), ids }),
  }));
  const ports = new Ports(file);
  const links = file.links.map(({ ends, enabled, impairments }, at): LabEdit => {
    const end = (side: 0 | 1): LabLinkEnd => ({
      nodeId: need(ids, ends[side].node),
      port: ends[side].port ?? ports.take(ends[side], `file.links.${at}.ends.${side}.port`),
      vlan: ends[side].vlan,
    });
    return {
      edit: 'put-link',
      link: { id: newLabLinkId(), ends: [end(0), end(1)], enabled, impairments },
    };
  });
  return [...nodes, ...links];
}

function drawnNode(
  node: LabFileNode,
  {
    id,
    machineId,
    ids,
  }: { id: LabNodeId; machineId: MachineId | undefined; ids: ReadonlyMap<string, LabNodeId> },
): LabNode {
  switch (node.kind) {
    case 'machine':
      if (machineId === undefined) throw new Error('A machine of the file was not made');
      return { id, kind: 'machine', machineId, position: node.position };
    case 'bridge':
      return { ...node, id, hostBridge: null };
    case 'remote':
      return { ...node, id, tunnel: null };
    case 'uplink':
      return {
        ...node,
        id,
        forwards: node.forwards.map(({ target, ...forward }) => ({
          ...forward,
          target: target === null ? null : { ...target, machine: need(ids, target.machine) },
        })),
      };
    case 'switch':
    case 'hub':
    case 'note':
    case 'group':
      return { ...node, id };
  }
}

/** Ports for ends that name none: the lowest that no end names or has. */
class Ports {
  readonly #taken = new Map<string, Set<number>>();
  readonly #nodes: ReadonlyMap<string, LabFileNode>;

  constructor({ nodes, links }: LabFile) {
    this.#nodes = new Map(Object.entries(nodes));
    for (const { node, port } of links.flatMap(({ ends }) => ends)) {
      if (port !== undefined) this.#of(node).add(port);
    }
  }

  take({ node: key }: LabFileEnd, field: string): number {
    const taken = this.#of(key);
    const port = portsOf(need(this.#nodes, key)).find((one) => !taken.has(one));
    if (port === undefined) {
      throw new UmlautError('INVALID_INPUT', `${field}: "${key}" has no port left for this link.`, {
        field,
        hint: 'Give the machine one more interface, or name another port.',
      });
    }
    taken.add(port);
    return port;
  }

  #of(key: string): Set<number> {
    const known = this.#taken.get(key) ?? new Set<number>();
    this.#taken.set(key, known);
    return known;
  }
}

function portsOf(node: LabFileNode): IteratorObject<number> {
  switch (node.kind) {
    case 'machine':
      return node.interfaces
        .map(({ number }) => number)
        .toSorted((a, b) => a - b)
        .values();
    case 'uplink':
    case 'remote':
      return [0].values();
    case 'switch':
    case 'hub':
    case 'bridge':
      return Array.from({ length: MAX_PORT }, (_, at) => at + 1).values();
    case 'note':
    case 'group':
      return [].values();
  }
}

function need<Value>(values: ReadonlyMap<string, Value>, key: string): Value {
  const value = values.get(key);
  if (value === undefined) throw new Error(`The file has nothing of the key "${key}"`);
  return value;
}
