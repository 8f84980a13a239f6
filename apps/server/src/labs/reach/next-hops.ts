import type { LabNodeId, LabState, MachineId, NicState } from '@umlaut/contracts/model';
import type { LabRecord } from '../lab-store.ts';
import { drawnWay, farEnd, type Hop, type WayEnd } from './drawn-way.ts';

/** Whom the first machine would hand its packets to, and the way from there on. */
export interface NextHop {
  address: string;
  /** Who should have that address; null: nobody that is known. */
  nodeId: LabNodeId;
  /** From the first machine to the other, through it. */
  way: readonly Hop[];
}

export interface NextHopSources {
  lab: LabRecord;
  nics: LabState['nics'];
  from: WayEnd;
  to: WayEnd;
  way: readonly Hop[];
  sender: string | null;
  target: string;
}

/** What labs use mostly; a guest's own mask cannot be seen from outside. */
const USUAL_PREFIX = 24;
const MAX_HOPS = 3;

/**
 * The other machine itself where both seem to be in one network; else routers: the one on the drawn way, or machines
 * with several addresses of which one is in the network of the first. What is less likely comes last, not never.
 */
export function nextHops(sources: NextHopSources): NextHop[] {
  const { to, way, sender, target, nics, lab } = sources;
  const direct: NextHop = { address: target, nodeId: to.nodeId, way };
  const routers = [...onTheWay(sources), ...besideTheWay(sources)];
  const between = machinesBetween(lab, way).length > 0;
  const isNear = sender === null || commonBits(sender, target) >= USUAL_PREFIX;
  const hops = isNear && !between ? [direct, ...routers] : [...routers, direct];
  const known = new Set<string>();
  const all = hops.filter(({ address }) => !known.has(address) && known.add(address) !== undefined);
  return (nics.length === 0 ? [direct] : all).slice(0, MAX_HOPS);
}

function onTheWay({ lab, nics, way, sender, target }: NextHopSources): NextHop[] {
  const [router] = machinesBetween(lab, way);
  if (router === undefined) return [];
  const into = way.map(farEnd).find(({ nodeId }) => nodeId === router.nodeId);
  const nic = nics.find(({ machineId, number }) => machineId === router.machineId && number === into?.port);
  const address = nearest(nic?.addresses ?? [], sender ?? target);
  return address === null ? [] : [{ address, nodeId: router.nodeId, way }];
}

/** As a router on a stick is: in the same network, and in others too. */
function besideTheWay({ lab, nics, from, to, sender }: NextHopSources): NextHop[] {
  if (sender === null) return [];
  return lab.nodes.flatMap((node): NextHop[] => {
    if (node.kind !== 'machine' || node.id === from.nodeId || node.id === to.nodeId) return [];
    const own = nics.filter(({ machineId }) => machineId === node.machineId);
    if (own.flatMap(({ addresses }) => addresses).length < 2) return [];
    for (const nic of own) {
      const address = nearest(nic.addresses, sender);
      if (address === null || commonBits(address, sender) < USUAL_PREFIX) continue;
      const there = drawnWay(lab, from, { nodeId: node.id, port: nic.number });
      const onward = drawnWay(lab, { nodeId: node.id, port: null }, to);
      if (there !== null && onward !== null)
        return [{ address, nodeId: node.id, way: [...there, ...onward] }];
    }
    return [];
  });
}

function machinesBetween(
  { nodes }: LabRecord,
  way: readonly Hop[],
): { nodeId: LabNodeId; machineId: MachineId }[] {
  return way.slice(0, -1).flatMap((hop) => {
    const node = nodes.find(({ id }) => id === farEnd(hop).nodeId);
    return node?.kind === 'machine' ? [{ nodeId: node.id, machineId: node.machineId }] : [];
  });
}

/** Of several addresses, the one with the longest prefix in common with another; null: there is none. */
export function nearest(addresses: NicState['addresses'], to: string | null): string | null {
  if (to === null) return addresses[0] ?? null;
  return addresses.toSorted((one, other) => commonBits(other, to) - commonBits(one, to))[0] ?? null;
}

export function commonBits(one: string, other: string): number {
  return Math.clz32((bitsOf(one) ^ bitsOf(other)) >>> 0);
}

function bitsOf(address: string): number {
  return address.split('.').reduce((bits, part) => (bits << 8) | Number(part), 0);
}
