import type { FabricForward } from '@umlaut/contracts/fabric';
import {
  findTarget,
  machinesBehind,
  type FoundTarget,
  type Lab,
  type LabNode,
  type LabNodeId,
  type MachineId,
  type NicConfig,
  type PortForward,
} from '@umlaut/contracts/model';

type Uplink = Extract<LabNode, { kind: 'uplink' }>;

export interface FoundForward {
  forward: PortForward;
  /** Null: it names no machine. */
  found: FoundTarget | null;
}

/** The forwards of an uplink with the interfaces that they lead to. Pure. */
export function findForwards(
  { id, forwards }: Uplink,
  lab: Pick<Lab, 'nodes' | 'links'>,
  machine: (id: MachineId) => { nics: readonly NicConfig[] } | null,
): FoundForward[] {
  // At each look at a lab: who is behind it matters to forwards with a target alone.
  const hasTargets = forwards.some(({ target }) => target !== null);
  const behind = hasTargets ? machinesBehind(id, lab) : new Map<LabNodeId, number[]>();
  const nodes = new Map(lab.nodes.map((node) => [node.id, node]));
  return forwards.map((forward) => {
    const { target } = forward;
    if (target === null) return { forward, found: null };
    const node = nodes.get(target.machine);
    const nics = node?.kind === 'machine' ? (machine(node.machineId)?.nics ?? null) : null;
    return { forward, found: findTarget(target, nics, behind) };
  });
}

/** What the fabric is told: it knows stations by their addresses. What leads to nothing is left out, not led elsewhere. */
export function fabricForwards(found: readonly FoundForward[]): FabricForward[] {
  return found.flatMap(({ forward: { target: _target, ...forward }, found: target }): FabricForward[] => {
    if (target === null) return [{ ...forward, mac: null }];
    return target.kind === 'nic' ? [{ ...forward, mac: target.nic.mac }] : [];
  });
}
