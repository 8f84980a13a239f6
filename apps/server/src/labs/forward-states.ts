import {
  hostPortKey,
  hostPortWords,
  nicDeviceOf,
  type ForwardState,
  type LabId,
  type LabNode,
  type LabNodeId,
  type UplinkState,
} from '@umlaut/contracts/model';
import { findForwards, type FoundForward } from '../networks/fabric-forwards.ts';
import type { LabMachine } from '../networks/fabric-config.ts';
import type { LabRecord } from './lab-store.ts';

type Uplink = Extract<LabNode, { kind: 'uplink' }>;

export interface ForwardSources {
  lab: LabRecord;
  machine: (id: LabMachine['id']) => LabMachine | null;
  /** Whether its guest runs. */
  isOn: (id: LabMachine['id']) => boolean;
  /** The lab of an uplink, of any; null: it is gone. */
  labOf: (uplink: LabNodeId) => { id: LabId; name: string } | null;
}

/** How each forward of an uplink is: what the fabric says of its port, and what the lab says of where it leads. Pure. */
export function forwardStates(
  node: Uplink,
  { status, forwards: told }: Pick<UplinkState, 'status' | 'forwards'>,
  sources: ForwardSources,
): ForwardState[] {
  const left = [...told];
  return findForwards(node, sources.lab, sources.machine).map((one): ForwardState => {
    const { protocol, hostPort } = one.forward;
    const bare = { protocol, hostPort, problem: null, hint: null, takenBy: null, station: null };
    const lost = lostState(one, sources);
    if (lost !== null) return { ...bare, ...lost };
    const at = left.findIndex((state) => hostPortKey(state) === hostPortKey(one.forward));
    const [state] = at < 0 ? [] : left.splice(at, 1);
    // What it says is of before, when the forward led elsewhere.
    const isLate = one.found?.kind === 'nic' && (state?.station ?? one.found.nic.mac) !== one.found.nic.mac;
    if (state === undefined || isLate)
      return { ...bare, status: status === 'unused' ? 'unused' : 'starting' };
    if (state.takenBy !== null) return { ...state, problem: takenBy(state, node, sources) };
    if (state.status === 'waiting') return { ...state, ...waiting(one, sources) };
    return state.status === 'listening' ? { ...state, ...silent(one, sources) } : state;
  });
}

type Told = Pick<ForwardState, 'status' | 'problem' | 'hint'>;

function lostState({ forward: { target }, found }: FoundForward, sources: ForwardSources): Told | null {
  if (target === null || found === null || found.kind === 'nic') return null;
  const hint = 'Choose another machine, or take this forward away.';
  if (found.kind === 'no-machine') {
    return { status: 'lost', problem: 'The machine that it leads to is not in this lab any more.', hint };
  }
  const name = nameOf(target.machine, sources);
  const problem =
    target.nic === null
      ? `"${name}" has no interface in Umlaut's network.`
      : `"${name}" has no interface of the number ${target.nic} in Umlaut's network.`;
  return { status: 'lost', problem, hint };
}

function waiting({ forward: { target }, found }: FoundForward, sources: ForwardSources): Partial<Told> {
  if (target === null || found?.kind !== 'nic') return {};
  const name = nameOf(target.machine, sources);
  const node = sources.lab.nodes.find(({ id }) => id === target.machine);
  if (!found.isLinked) {
    return {
      problem: `${nicDeviceOf(found.nic)} of "${name}" is not linked to this network.`,
      hint: 'Link it, or choose another machine.',
    };
  }
  if (node?.kind === 'machine' && !sources.isOn(node.machineId)) {
    return { problem: `"${name}" is off.`, hint: 'Start it: the port opens when it is heard.' };
  }
  return {
    problem: `Nothing was heard of "${name}" here yet.`,
    hint: `It needs an address on ${nicDeviceOf(found.nic)}: \`udhcpc -i ${nicDeviceOf(found.nic)}\` in its console asks for one.`,
  };
}

/** Its port is open, and there is nobody to answer. */
function silent({ forward: { target } }: FoundForward, sources: ForwardSources): Partial<Told> {
  const node = sources.lab.nodes.find(({ id }) => id === target?.machine);
  if (target === null || node?.kind !== 'machine' || sources.isOn(node.machineId)) return {};
  return { problem: `"${nameOf(target.machine, sources)}" is off: nobody answers.`, hint: 'Start it.' };
}

/** In words of people: the fabric knows uplinks by their ids alone. */
function takenBy(state: ForwardState, own: Uplink, sources: ForwardSources): string {
  const { takenBy: owner } = state;
  const port = `${hostPortWords(state)} of this host`;
  if (owner === own.id) return `${port} is forwarded by another line of this list.`;
  const lab = owner === null ? null : sources.labOf(owner);
  if (lab === null) return `An uplink that was just removed has ${port}.`;
  return lab.id === sources.lab.id
    ? `Another uplink of this lab forwards ${port}.`
    : `The lab "${lab.name}" forwards ${port}.`;
}

function nameOf(id: LabNodeId, { lab, machine }: ForwardSources): string {
  const node = lab.nodes.find((one) => one.id === id);
  return (node?.kind === 'machine' ? machine(node.machineId)?.name : undefined) ?? 'the machine';
}
