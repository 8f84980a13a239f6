import type { FabricConfig, FabricEnd, FabricLink, FabricNic, FabricNode } from '@umlaut/contracts/fabric';
import {
  mediumOf,
  type Lab,
  type LabLinkEnd,
  type LabNode,
  type LabNodeId,
  type MachineId,
  type NicConfig,
} from '@umlaut/contracts/model';
import { fabricForwards, findForwards } from './fabric-forwards.ts';
import { deriveRemoteTunnel, nicIdOf } from '@umlaut/core/nics';

/** What labs need to know of a machine. */
export interface LabMachine {
  id: MachineId;
  name: string;
  nics: readonly NicConfig[];
}

export interface FabricSources {
  labs: readonly Pick<Lab, 'nodes' | 'links'>[];
  /** Null when it is gone. */
  machine: (id: MachineId) => LabMachine | null;
  tunnel: (id: MachineId, nic: NicConfig) => FabricNic;
}

/** All labs as one fabric. NICs without a link need no tunnel, and links to what is gone are left out. */
export function fabricConfigOf(sources: FabricSources): Omit<FabricConfig, 'revision'> {
  const nics = new Map<string, FabricNic>();
  const nodes: FabricNode[] = [];
  const links: FabricLink[] = [];
  for (const lab of sources.labs) {
    const byId = new Map(lab.nodes.map((node) => [node.id, node]));
    for (const link of lab.links) {
      const ends = link.ends.map((end) => fabricEnd(end, byId, sources, nics));
      const [first, second] = ends;
      if (first !== undefined && first !== null && second !== undefined && second !== null) {
        links.push({
          id: link.id,
          ends: [first, second],
          enabled: link.enabled,
          impairments: link.impairments,
        });
      }
    }
    nodes.push(...lab.nodes.flatMap((node) => fabricNode(node, lab, byId, sources)));
  }
  return { nics: [...nics.values()], nodes, links };
}

function fabricEnd(
  { nodeId, port, vlan }: LabLinkEnd,
  byId: ReadonlyMap<LabNodeId, LabNode>,
  { machine, tunnel }: FabricSources,
  nics: Map<string, FabricNic>,
): FabricEnd | null {
  const node = byId.get(nodeId);
  if (node === undefined) return null;
  if (node.kind !== 'machine') return { kind: 'node', node: nodeId, port, vlan };
  const nic = machine(node.machineId)?.nics.find(({ number }) => number === port);
  if (nic === undefined || mediumOf(nic.transport) !== 'fabric') return null;
  const id = nicIdOf(node.machineId, port);
  nics.set(id, tunnel(node.machineId, nic));
  return { kind: 'nic', nic: id };
}

function fabricNode(
  node: LabNode,
  lab: Pick<Lab, 'nodes' | 'links'>,
  byId: ReadonlyMap<LabNodeId, LabNode>,
  { machine }: FabricSources,
): FabricNode[] {
  switch (node.kind) {
    case 'switch': {
      const { id, ageingSeconds, stormGuard, dhcp } = node;
      const names = dhcp?.dns === true ? namesAround(byId, machine) : [];
      return [{ kind: 'switch', id, ageingSeconds, stormGuard, dhcp, names }];
    }
    case 'hub':
      return [{ kind: 'hub', id: node.id }];
    case 'uplink':
      // One that nothing is plugged into need not run.
      return lab.links.some(({ ends }) => ends.some(({ nodeId }) => nodeId === node.id))
        ? [{ kind: 'uplink', id: node.id, forwards: fabricForwards(findForwards(node, lab, machine)) }]
        : [];
    case 'remote':
      return [
        {
          kind: 'remote',
          id: node.id,
          tunnel: node.tunnel === null ? null : deriveRemoteTunnel(node.tunnel),
        },
      ];
    case 'machine':
    case 'bridge':
    case 'note':
    case 'group':
      return [];
  }
}

/** Of every machine of the lab: those that are not on this network have no lease here, and no address. */
function namesAround(
  byId: ReadonlyMap<LabNodeId, LabNode>,
  machine: FabricSources['machine'],
): { name: string; mac: string }[] {
  return [...byId.values()].flatMap((node) => {
    const found = node.kind === 'machine' ? machine(node.machineId) : null;
    return found === null ? [] : found.nics.map(({ mac }) => ({ name: found.name, mac }));
  });
}
