import {
  DEFAULT_VLAN,
  NO_IMPAIRMENT,
  type LabEdit,
  type LabLinkEnd,
  type LabNode,
  type LabNodeId,
  type MachineId,
} from '@umlaut/contracts/model';
import { newLabLinkId, newLabNodeId } from '../identifiers.ts';
import { noteSize } from './templates/lab-plan.ts';
import type { LabPlan } from './templates/index.ts';

/** A machine that was made for a plan. */
export interface MadeMachine {
  id: MachineId;
  name: string;
}

/** What draws a plan, once its machines are there, by their keys. */
export function planEdits(plan: LabPlan, machines: ReadonlyMap<string, MadeMachine>): LabEdit[] {
  const drawn = new Map<string, LabNode>();
  for (const { key, x, y } of plan.machines) {
    const made = machines.get(key);
    if (made === undefined) throw new Error(`The plan "${plan.id}" has no machine "${key}"`);
    drawn.set(key, { id: newLabNodeId(), kind: 'machine', machineId: made.id, position: { x, y } });
  }
  for (const { key, x, y, ...node } of plan.nodes) {
    const named = node.kind === 'note' ? { ...node, ...noteWithNames(node.text, machines) } : node;
    drawn.set(key, { ...named, id: newLabNodeId(), position: { x, y } });
  }
  const ports = new Map<LabNodeId, number>();
  const endOf = (place: string, vlan = DEFAULT_VLAN): LabLinkEnd => {
    const [key = '', nic = '0'] = place.split(':');
    const node = drawn.get(key);
    if (node === undefined) throw new Error(`The plan "${plan.id}" has nothing called "${key}"`);
    if (node.kind === 'machine') return { nodeId: node.id, port: Number(nic), vlan };
    if (node.kind === 'uplink') return { nodeId: node.id, port: 0, vlan };
    const port = (ports.get(node.id) ?? 0) + 1;
    ports.set(node.id, port);
    return { nodeId: node.id, port, vlan };
  };
  return [
    ...drawn.values().map((node): LabEdit => ({ edit: 'put-node', node })),
    ...plan.links.map(({ ends: [first, second], vlans = [], impairment = {} }): LabEdit => {
      const both = { ...NO_IMPAIRMENT, ...impairment };
      return {
        edit: 'put-link',
        link: {
          id: newLabLinkId(),
          ends: [endOf(first, vlans[0]), endOf(second, vlans[1])],
          enabled: true,
          impairments: [both, both],
        },
      };
    }),
  ];
}

/** A name that can be typed as it stands: the switch gives out addresses in the order of booting, so nobody knows those. */
function noteWithNames(
  text: string,
  machines: ReadonlyMap<string, MadeMachine>,
): Pick<Extract<LabNode, { kind: 'note' }>, 'text' | 'size'> {
  const full = text.replaceAll(/\{([a-z0-9]+)\}/g, (_all, key: string) => machines.get(key)?.name ?? key);
  return { text: full, size: noteSize(full) };
}
