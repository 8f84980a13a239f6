import {
  findTarget,
  labNodeId,
  machinesBehind,
  mediumOf,
  type ForwardTarget,
  type LabNodeId,
} from '@umlaut/contracts/model';
import type { LabDocument } from '../../document/lab-document.ts';
import { deviceOf, type Machines } from '../../document/ports.ts';
import { machineOf, nodeName } from '../../node-words.ts';

interface TargetOption {
  value: string;
  label: string;
}

export interface TargetOptions {
  /** In the uplink's network. */
  here: TargetOption[];
  /** Of the lab, but not linked to that network. */
  elsewhere: TargetOption[];
}

/** The machines that forwards of an uplink may lead to; of those with several interfaces each of them. */
export function targetOptions(
  uplink: LabNodeId,
  { nodes, links }: LabDocument,
  machines: Machines,
): TargetOptions {
  const behind = behindOf(uplink, { nodes, links });
  const options: TargetOptions = { here: [], elsewhere: [] };
  for (const node of nodes.values()) {
    const machine = machineOf(node, machines);
    if (machine === undefined) continue;
    const nics = machine.nics.filter(({ transport }) => mediumOf(transport) === 'fabric');
    for (const { number } of nics) {
      const isHere = behind.get(node.id)?.includes(number) === true;
      const target = { machine: node.id, nic: nics.length === 1 ? null : number };
      const device = nics.length === 1 ? '' : ` ${deviceOf(machine, number)}`;
      options[isHere ? 'here' : 'elsewhere'].push({
        value: targetValue(target),
        label: `${machine.name}${device}`,
      });
    }
  }
  return options;
}

/** The machine that is the only one behind an uplink; null: there are none, or several. */
export function onlyMachine(uplink: LabNodeId, document: LabDocument, machines: Machines): string | null {
  const [first, ...others] = behindOf(uplink, document).keys();
  const node = first === undefined || others.length > 0 ? undefined : document.nodes.get(first);
  return node === undefined ? null : nodeName(node, machines);
}

/** For a new forward: the first machine behind the uplink, null when there is none. */
export function firstTarget(
  uplink: LabNodeId,
  document: LabDocument,
  machines: Machines,
): ForwardTarget | null {
  const [first] = targetOptions(uplink, document, machines).here;
  return first === undefined ? null : targetOf(first.value);
}

/** What a target is called that is not among the options: a machine that is gone, or one without that interface. */
export function targetName(target: ForwardTarget, { nodes }: LabDocument, machines: Machines): string {
  const node = nodes.get(target.machine);
  const machine = node === undefined ? undefined : machineOf(node, machines);
  if (machine === undefined) return 'A machine that is gone';
  const found = findTarget({ ...target }, machine.nics, new Map());
  if (target.nic === null) return found.kind === 'nic' ? machine.name : `${machine.name}, without interface`;
  return `${machine.name} ${deviceOf(machine, target.nic)}${found.kind === 'nic' ? '' : ', which is gone'}`;
}

export function targetValue({ machine, nic }: ForwardTarget): string {
  return nic === null ? machine : `${machine}/${nic}`;
}

/** Of a value of an option; null: of whichever machine is heard first. */
export function targetOf(value: string): ForwardTarget | null {
  const [id = '', nic] = value.split('/');
  const machine = labNodeId.safeParse(id);
  return machine.success ? { machine: machine.data, nic: nic === undefined ? null : Number(nic) } : null;
}

function behindOf(uplink: LabNodeId, { nodes, links }: LabDocument): Map<LabNodeId, number[]> {
  return machinesBehind(uplink, { nodes: [...nodes.values()], links: [...links.values()] });
}
