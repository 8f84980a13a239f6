import {
  mediumOf,
  type Lab,
  type LabLink,
  type LabLinkEnd,
  type LabNode,
  type LabNodeId,
  type MachineId,
  type NicConfig,
} from '@umlaut/contracts/model';
import {
  bridgeName,
  cableName,
  hostCableNames,
  trunkNames,
  type HostCable,
  type WantedBridge,
  type WantedNetwork,
} from '@umlaut/core/namespace';
import { hostPort, localAddress } from './host-port.ts';

export interface BridgeSources {
  labs: readonly Pick<Lab, 'nodes' | 'links'>[];
  /** Interfaces of the machines that run in the namespace, or are about to. */
  inside: ReadonlyMap<MachineId, readonly NicConfig[]>;
  /** Bridges of the host that labs may be joined to. */
  hostBridges: readonly string[];
}

/**
 * All labs' bridges and the interfaces that go into them, as one network. Of machines that do not run there is
 * nothing, and of a lab in which none does neither.
 */
export function wantedNetwork({ labs, inside, hostBridges }: BridgeSources): WantedNetwork {
  const all = [...inside].flatMap(([id, nics]) => nics.map((nic) => ({ id, nic })));
  const addresses = all.flatMap(({ nic }) => localAddress(nic) ?? []);
  const drawn = labs.map((lab) => bridgesOf(lab, inside, hostBridges));
  return {
    ports: all.flatMap(({ id, nic }) => hostPort(id, nic) ?? []),
    bridges: drawn.flatMap(({ bridges }) => bridges),
    trunks: drawn.flatMap(({ trunks }) => trunks),
    hostCables: drawn.flatMap(({ hostCables }) => hostCables),
    addresses: [...new Set(addresses)],
  };
}

/** What is plugged into what for a link: pure, by names alone. Null: it is no link of bridges. */
export type BridgeCable =
  | { kind: 'plug'; plug: string; bridge: string }
  /** From one interface right to another, by a bridge of two ports. */
  | { kind: 'cable'; bridge: string; plugs: readonly [string, string] }
  | { kind: 'trunk'; names: readonly [string, string]; bridges: readonly [string, string] };

type End = { kind: 'plug'; plug: string } | { kind: 'bridge'; bridge: string };

export function bridgeCable(
  link: LabLink,
  nodes: ReadonlyMap<LabNodeId, LabNode>,
  nicsOf: (id: MachineId) => readonly NicConfig[],
): BridgeCable | null {
  const [first, second] = link.ends.map((end) => bridgeEnd(end, nodes, nicsOf));
  if (first === undefined || first === null || second === undefined || second === null) return null;
  if (first.kind === 'bridge') {
    return second.kind === 'bridge'
      ? { kind: 'trunk', names: trunkNames(link.id), bridges: [first.bridge, second.bridge] }
      : { kind: 'plug', plug: second.plug, bridge: first.bridge };
  }
  return second.kind === 'bridge'
    ? { kind: 'plug', plug: first.plug, bridge: second.bridge }
    : { kind: 'cable', bridge: cableName(link.id), plugs: [first.plug, second.plug] };
}

function bridgeEnd(
  { nodeId, port }: LabLinkEnd,
  nodes: ReadonlyMap<LabNodeId, LabNode>,
  nicsOf: (id: MachineId) => readonly NicConfig[],
): End | null {
  const node = nodes.get(nodeId);
  if (node?.kind === 'bridge') return { kind: 'bridge', bridge: bridgeName(node.id) };
  if (node?.kind !== 'machine') return null;
  const nic = nicsOf(node.machineId).find(({ number }) => number === port);
  if (nic === undefined || mediumOf(nic.transport) !== 'bridge') return null;
  const found = hostPort(node.machineId, nic);
  return found === null ? null : { kind: 'plug', plug: found.plug };
}

function bridgesOf(
  { nodes, links }: Pick<Lab, 'nodes' | 'links'>,
  inside: BridgeSources['inside'],
  allowed: readonly string[],
): Pick<WantedNetwork, 'bridges' | 'trunks' | 'hostCables'> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const cables = links.flatMap((link) => {
    const cable = link.enabled ? bridgeCable(link, byId, (id) => inside.get(id) ?? []) : null;
    return cable === null ? [] : [cable];
  });
  if (!cables.some(({ kind }) => kind !== 'trunk')) {
    return { bridges: [], trunks: [], hostCables: [] };
  }
  const ports = new Map<string, string[]>();
  const plugInto = (bridge: string, plug: string): void => {
    ports.set(bridge, [...(ports.get(bridge) ?? []), plug]);
  };
  for (const cable of cables) {
    if (cable.kind === 'plug') plugInto(cable.bridge, cable.plug);
    if (cable.kind === 'cable') for (const plug of cable.plugs) plugInto(cable.bridge, plug);
    if (cable.kind === 'trunk') cable.names.forEach((name, at) => plugInto(cable.bridges[at] ?? '', name));
  }
  const hostCables = nodes.flatMap((node): HostCable[] => {
    const hostBridge = node.kind === 'bridge' ? node.hostBridge : null;
    const bridge = bridgeName(node.id);
    // Nothing is plugged into it: there is no such bridge.
    if (hostBridge === null || !allowed.includes(hostBridge) || !ports.has(bridge)) return [];
    return [{ bridge, hostBridge, ...hostCableNames(node.id) }];
  });
  for (const { bridge, inside: end } of hostCables) plugInto(bridge, end);
  const withTree = new Set(
    nodes.flatMap((node) => (node.kind === 'bridge' && node.stp ? bridgeName(node.id) : [])),
  );
  return {
    bridges: [...ports].map(([name, plugs]): WantedBridge => ({
      name,
      stp: withTree.has(name),
      ports: plugs,
    })),
    hostCables,
    trunks: cables.flatMap((cable) => (cable.kind === 'trunk' ? [cable.names] : [])),
  };
}
