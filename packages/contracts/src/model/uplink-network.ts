import type { LabNodeId } from './ids.ts';
import type { LabLink, LabNode } from './lab.ts';
import type { ForwardTarget } from './network-service.ts';
import type { NicConfig } from './nic.ts';
import { mediumOf } from './nic-place.ts';

interface Drawing {
  nodes: readonly LabNode[];
  links: readonly Pick<LabLink, 'ends' | 'enabled'>[];
}

/**
 * The interfaces that are in the network of an uplink, by the nodes of their machines, in order. A network is what
 * switches, hubs and uplinks make with the links between them; a machine that routes is its border. Pure.
 */
export function machinesBehind(uplink: LabNodeId, { nodes, links }: Drawing): Map<LabNodeId, number[]> {
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const behind = new Map<LabNodeId, number[]>();
  const network = new Set([uplink]);
  // A set goes on over what is added meanwhile.
  for (const id of network) {
    for (const { ends, enabled } of links) {
      const far = enabled ? farEnd(ends, id) : undefined;
      if (far === undefined) continue;
      if (kinds.get(far.nodeId) === 'machine') {
        behind.set(
          far.nodeId,
          [...(behind.get(far.nodeId) ?? []), far.port].toSorted((a, b) => a - b),
        );
      } else network.add(far.nodeId);
    }
  }
  return behind;
}

function farEnd([one, other]: LabLink['ends'], id: LabNodeId): LabLink['ends'][number] | undefined {
  if (one.nodeId === id) return other;
  return other.nodeId === id ? one : undefined;
}

export type FoundTarget =
  | { kind: 'nic'; nic: NicConfig; isLinked: boolean }
  /** The machine is in the lab no more, or deleted. */
  | { kind: 'no-machine' }
  /** It has no such interface, or none of Umlaut's network. */
  | { kind: 'no-nic' };

/**
 * Where a forward leads: the interface that it names, else the one in the uplink's network, else the first. Pure.
 * @param nics of the machine; null: there is no such machine
 */
export function findTarget(
  { machine, nic: number }: ForwardTarget,
  nics: readonly NicConfig[] | null,
  behind: ReadonlyMap<LabNodeId, readonly number[]>,
): FoundTarget {
  if (nics === null) return { kind: 'no-machine' };
  const linked = behind.get(machine) ?? [];
  const ours = nics.filter(({ transport }) => mediumOf(transport) === 'fabric');
  const nic = ours.find((one) => one.number === (number ?? linked[0] ?? ours[0]?.number));
  if (nic === undefined) return { kind: 'no-nic' };
  return { kind: 'nic', nic, isLinked: linked.includes(nic.number) };
}
