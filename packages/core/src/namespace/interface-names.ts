import type { LabLinkId, LabNodeId, MachineId } from '@umlaut/contracts/model';

/**
 * Names of the interfaces that Umlaut makes in its network namespace: a letter for what it is, and the ten characters
 * of the id of what it is of. At most 15 characters (IFNAMSIZ less the zero), the same each time, so that nothing about
 * them is stored. Whatever has another name is not ours.
 */
const OURS = /^(?:[thuvp][a-z2-7]{10}\d|[bcxyz][a-z2-7]{10})$/;

/** The kinds of interface of a machine that have a host side of their own. */
export type PortKind = 'tap' | 'hybrid' | 'tuntap' | 'raw';
/** By kind: another kind is another interface, made anew. */
const LETTERS: Record<PortKind, string> = { tap: 't', hybrid: 'h', tuntap: 'u', raw: 'v' };

export function isOurInterface(name: string): boolean {
  return OURS.test(name);
}

/** What UML opens. */
export function portName(kind: PortKind, machine: MachineId, nic: number): string {
  return `${LETTERS[kind]}${tail(machine)}${nic}`;
}

/** What goes into a bridge: the same interface, or the far end of the veth pair that UML has one end of. */
export function plugName(kind: PortKind, machine: MachineId, nic: number): string {
  return kind === 'raw' ? `p${tail(machine)}${nic}` : portName(kind, machine, nic);
}

export function bridgeName(node: LabNodeId): string {
  return `b${tail(node)}`;
}

/** A bridge of two ports, for a link from one interface right to another. */
export function cableName(link: LabLinkId): string {
  return `c${tail(link)}`;
}

/** Both ends of a link between two bridges. */
export function trunkNames(link: LabLinkId): [string, string] {
  return [`x${tail(link)}`, `y${tail(link)}`];
}

/** The end in the namespace of a cable to a bridge of the host, and the one outside. */
export function hostCableNames(node: LabNodeId): { inside: string; outside: string } {
  return { inside: `z${tail(node)}`, outside: `um${tail(node)}` };
}

/** Behind `m-`, `n-` or `k-`. */
function tail(id: string): string {
  return id.slice(2);
}
