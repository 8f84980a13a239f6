import type {
  DhcpLease,
  LabLink,
  LabLinkState,
  LabState,
  LinkState,
  NicState,
  RemoteState,
  SwitchState,
  UplinkState,
} from '@umlaut/contracts/model';
import { nicIdOf } from '@umlaut/core/nics';
import { bridgeCable, type BridgeCable } from '../networks/bridge-config.ts';
import type { FabricView } from '../networks/fabric-keeper.ts';
import type { LabMachine } from '../networks/fabric-config.ts';
import { hostPort } from '../networks/host-port.ts';
import type { NamespaceView } from '../networks/namespace-keeper.ts';
import { bridgeLinkState, bridgeSwitchState, plugCounters } from './bridge-state.ts';
import { forwardStates, type ForwardSources } from './forward-states.ts';
import type { GuestPort } from './guest-ports.ts';
import { linkEnds } from './link-ends.ts';
import type { LabRecord } from './lab-store.ts';

export interface LabStateSources {
  lab: LabRecord;
  fabric: FabricView;
  namespace: NamespaceView;
  machine: (id: LabMachine['id']) => LabMachine | null;
  /** What the guest says of an interface; null: there is none, the machine is off. */
  guest: (id: LabMachine['id'], nic: number) => GuestPort | null;
  /** When its guest began, as a time stamp; null: the machine is off. */
  bootedAt: (id: LabMachine['id']) => string | null;
  labOf: ForwardSources['labOf'];
}

const NOTHING = { frames: 0, bytes: 0, drops: {} } as const;

/** What happens in one lab, from what the fabric, the kernel's bridges and the guests said last: pure. */
export function labStateOf(sources: LabStateSources, at: Date): LabState {
  const { lab, fabric, namespace, machine, guest, bootedAt } = sources;
  const { state } = fabric;
  const isUp = fabric.status === 'up';
  const links = new Map((state?.links ?? []).map((link) => [link.id, link]));
  const switches = new Map((state?.switches ?? []).map((one) => [one.id, one]));
  const uplinks = new Map((state?.uplinks ?? []).map((one) => [one.id, one]));
  const remotes = new Map((state?.remotes ?? []).map((one) => [one.id, one]));
  const leases = new Map(
    [...switches.values(), ...uplinks.values()].flatMap((one) =>
      one.leases.map((lease) => [lease.mac, lease] as const),
    ),
  );
  const nics = new Map((state?.nics ?? []).map((nic) => [nic.id as string, nic]));
  const nodes = new Map(lab.nodes.map((node) => [node.id, node]));
  const cables = cablesOf(lab, nodes, machine);
  const ends = {
    nodes,
    machine,
    guest,
    fabric: fabric.status,
    hasBridges: namespace.problem === null,
    uplinks,
    remotes,
  };
  const linkStateOf = (link: LabLink): LinkState => {
    const cable = cables.get(link);
    if (cable !== undefined) return bridgeLinkState(link, cable, nodes, namespace);
    const { id, enabled } = link;
    const known = links.get(id) ?? {
      id,
      status: 'starting',
      problem: 'It is being plugged in.',
      directions: [NOTHING, NOTHING],
    };
    if (!enabled) return { ...known, status: 'unplugged', problem: null };
    if (isUp) return { ...known, problem: named(known.problem, lab, machine) };
    return fabric.status === 'starting'
      ? { ...known, status: 'starting', problem: 'The network fabric starts.' }
      : { ...known, status: 'broken', problem: fabric.problem ?? 'The network fabric does not run.' };
  };
  // Where all is bridges, nobody needs the fabric.
  const isBridged = cables.size > 0 && cables.size === lab.links.length;
  return {
    at: at.toISOString(),
    fabric: isBridged ? (namespace.problem === null ? 'up' : 'down') : fabric.status,
    problem: isBridged ? namespace.problem : fabric.problem,
    links: lab.links.map((link): LabLinkState => ({ ...linkStateOf(link), ends: linkEnds(link, ends) })),
    switches: lab.nodes.flatMap((node): SwitchState[] => {
      const { kind, id } = node;
      if (kind === 'bridge') return [bridgeSwitchState(node, cables, namespace)];
      return kind === 'switch' ? [switches.get(id) ?? { id, stations: [], leases: [] }] : [];
    }),
    uplinks: lab.nodes.flatMap((node): UplinkState[] => {
      if (node.kind !== 'uplink') return [];
      const known = uplinks.get(node.id) ?? silentUplink(node.id, lab.links);
      const isOn = (id: LabMachine['id']): boolean => bootedAt(id) !== null;
      return [
        { ...known, forwards: forwardStates(node, known, { lab, machine, isOn, labOf: sources.labOf }) },
      ];
    }),
    remotes: lab.nodes.flatMap(({ kind, id }): RemoteState[] =>
      kind === 'remote' ? [remotes.get(id) ?? silentRemote(id)] : [],
    ),
    nics: lab.nodes.flatMap((node): NicState[] => {
      if (node.kind !== 'machine') return [];
      const found = machine(node.machineId);
      return (found?.nics ?? []).map((nic) => {
        const { number, mac } = nic;
        const port = hostPort(node.machineId, nic);
        const known = nics.get(nicIdOf(node.machineId, number));
        const said = guest(node.machineId, number);
        const seen = withLease(known?.addresses ?? [], leases.get(mac), bootedAt(node.machineId));
        const counters = port === null ? known : plugCounters(port.plug, namespace);
        return {
          machineId: node.machineId,
          number,
          sent: counters?.sent ?? NOTHING,
          received: counters?.received ?? NOTHING,
          operstate: said?.operstate ?? null,
          carrier: said?.carrier ?? null,
          // What is off uses none, whatever it was seen to use before.
          addresses: said === null ? [] : seen,
        };
      });
    }),
  };
}

/** The fabric is told of an uplink only when something is linked to it (fabric-config.ts). */
function silentUplink(id: UplinkState['id'], links: readonly LabLink[]): UplinkState {
  const isLinked = links.some(({ ends }) => ends.some(({ nodeId }) => nodeId === id));
  return { id, status: isLinked ? 'starting' : 'unused', problem: null, leases: [], forwards: [] };
}

function silentRemote(id: RemoteState['id']): RemoteState {
  return { id, problem: null, sent: NOTHING, received: NOTHING, heardSecondsAgo: null, strangers: 0 };
}

function cablesOf(
  { links }: LabRecord,
  nodes: ReadonlyMap<LabRecord['nodes'][number]['id'], LabRecord['nodes'][number]>,
  machine: LabStateSources['machine'],
): Map<LabLink, BridgeCable> {
  return new Map(
    links.flatMap((link) => {
      const cable = bridgeCable(link, nodes, (id) => machine(id)?.nics ?? []);
      return cable === null ? [] : [[link, cable] as const];
    }),
  );
}

/** The fabric knows things by their ids alone. */
function named(
  problem: string | null,
  { nodes }: LabRecord,
  machine: LabStateSources['machine'],
): string | null {
  if (problem === null) return null;
  const labels = new Map(nodes.map((node) => [node.id as string, 'label' in node ? node.label : '']));
  const names = new Map(
    nodes.flatMap((node) =>
      node.kind === 'machine' ? [[node.machineId as string, machine(node.machineId)?.name]] : [],
    ),
  );
  return problem
    .replaceAll(/n-[a-z2-7]{10}/g, (id) => labels.get(id) || id)
    .replaceAll(
      /(m-[a-z2-7]{10})\/(\d)/g,
      (_all, id: string, number) => `${names.get(id) ?? id} vec${number}`,
    );
}

/** A guest that was given an address and has said nothing since uses it all the same; not one of an earlier boot. */
function withLease(seen: readonly string[], lease: DhcpLease | undefined, bootedAt: string | null): string[] {
  if (lease === undefined || seen.includes(lease.address)) return [...seen];
  const isOfBefore =
    bootedAt !== null && lease.grantedAt !== null && Date.parse(lease.grantedAt) < Date.parse(bootedAt);
  return isOfBefore ? [...seen] : [...seen, lease.address];
}
