import {
  DEFAULT_VLAN,
  MAX_PORT,
  nicDevice,
  type LabLink,
  type LabLinkEnd,
  type LabNode,
  type LabNodeId,
  type Machine,
  type MachineId,
  type NicConfig,
} from '@umlaut/contracts/model';
import type { LabDocument } from './lab-document.ts';

export type Machines = ReadonlyMap<MachineId, Machine>;

/** A place that a link can end at. */
export interface Port {
  nodeId: LabNodeId;
  port: number;
}

export function linkAt({ links }: LabDocument, { nodeId, port }: Port): LabLink | undefined {
  for (const link of links.values()) {
    if (link.ends.some((end) => end.nodeId === nodeId && end.port === port)) return link;
  }
  return undefined;
}

/** Numbers of the ports of a node that links end at. */
export function usedPorts({ links }: LabDocument, nodeId: LabNodeId): Set<number> {
  const used = new Set<number>();
  for (const { ends } of links.values()) {
    for (const end of ends) if (end.nodeId === nodeId) used.add(end.port);
  }
  return used;
}

/** The lowest port of a switch or hub that is free. */
export function nextPort(used: ReadonlySet<number>): number | null {
  for (let port = 0; port <= MAX_PORT; port += 1) if (!used.has(port)) return port;
  return null;
}

/** All ports of a thing: the interfaces of a machine, and where links end. */
export function portsOf(node: LabNode, document: LabDocument, machines: Machines): number[] {
  const ports = usedPorts(document, node.id);
  const machine = node.kind === 'machine' ? machines.get(node.machineId) : undefined;
  for (const { number } of machine?.nics ?? []) ports.add(number);
  return [...ports].toSorted((one, other) => one - other);
}

/** What a port is called at its node: "vec0", "port 3". */
export function portName(node: LabNode | undefined, port: number, machines: Machines): string {
  if (node?.kind === 'machine') return deviceOf(machines.get(node.machineId), port);
  if (node?.kind === 'uplink') return 'uplink';
  return node?.kind === 'remote' ? 'tunnel' : `port ${port}`;
}

/** What the guest calls an interface. */
export function deviceOf(machine: Machine | undefined, number: number): string {
  return nicDevice(number, nicOf(machine, number)?.transport.kind);
}

export function nicOf(machine: Machine | undefined, number: number): NicConfig | undefined {
  return machine?.nics.find((nic) => nic.number === number);
}

export function endAt({ nodeId, port }: Port): LabLinkEnd {
  return { nodeId, port, vlan: DEFAULT_VLAN };
}

/** Whether links end at things of this kind. */
export function hasPorts({ kind }: LabNode): boolean {
  return kind !== 'note' && kind !== 'group';
}
