import type { FrameCounters, LabLink, LabNode, LinkState, SwitchState } from '@umlaut/contracts/model';
import { bridgeName, type LinkCounters } from '@umlaut/core/namespace';
import type { BridgeCable } from '../networks/bridge-config.ts';
import { watchedPort } from '../networks/bridged-links.ts';
import type { NamespaceView } from '../networks/namespace-keeper.ts';

const NOTHING: FrameCounters = { frames: 0, bytes: 0, drops: {} };

/** What happens on a link of bridges, as the kernel tells: pure. Nothing passes while its machines do not run. */
export function bridgeLinkState(
  { id, ends, enabled }: LabLink,
  cable: BridgeCable,
  nodes: ReadonlyMap<string, LabNode>,
  { links, problem }: NamespaceView,
): LinkState {
  const { port, forth } = watchedPort(cable, nodes.get(ends[0].nodeId)?.kind === 'machine');
  const known = links.get(port);
  const [from, to] = [counted(known?.received), counted(known?.sent)];
  const directions: LinkState['directions'] = forth === 'in' ? [from, to] : [to, from];
  if (!enabled) return { id, status: 'unplugged', problem: null, directions };
  if (problem !== null) return { id, status: 'broken', problem, directions };
  return { id, status: 'up', problem: null, directions };
}

/** Frames that a machine sent through its plug, and that were sent to it. */
export function plugCounters(
  plug: string,
  { links }: NamespaceView,
): { sent: FrameCounters; received: FrameCounters } {
  const known = links.get(plug);
  return { sent: counted(known?.received), received: counted(known?.sent) };
}

/** What a bridge has learned, by the ports of its links. */
export function bridgeSwitchState(
  node: LabNode,
  cables: ReadonlyMap<LabLink, BridgeCable>,
  { stations, unjoined }: NamespaceView,
): SwitchState {
  const bridge = bridgeName(node.id);
  const problem = unjoined.get(bridge);
  const ports = new Map<string, number>();
  for (const [{ ends }, cable] of cables) {
    const at = ends.findIndex(({ nodeId }) => nodeId === node.id);
    const port = ends[at]?.port;
    if (port === undefined) continue;
    if (cable.kind === 'plug') ports.set(cable.plug, port);
    if (cable.kind === 'trunk') ports.set(cable.names[cable.bridges[0] === bridge ? 0 : 1], port);
  }
  return {
    id: node.id,
    stations: stations.flatMap(({ mac, port: name, bridge: of, ageSeconds }) => {
      const port = ports.get(name);
      return of === bridge && port !== undefined ? [{ mac, vlan: 1, port, ageSeconds }] : [];
    }),
    leases: [],
    ...(problem === undefined ? {} : { problem }),
  };
}

function counted(counters: LinkCounters | undefined): FrameCounters {
  if (counters === undefined) return NOTHING;
  const { frames, bytes, dropped } = counters;
  return { frames, bytes, drops: dropped === 0 ? {} : { 'queue-full': dropped } };
}
