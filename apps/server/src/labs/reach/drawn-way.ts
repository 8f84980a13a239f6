import type { LabLink, LabNodeId } from '@umlaut/contracts/model';
import type { LabRecord } from '../lab-store.ts';

/** One link of a way, and which way round: from its first end to its second (0), or back. */
export interface Hop {
  link: LabLink;
  direction: 0 | 1;
}

/** Where a way begins or ends; `port` null: at any interface. */
export interface WayEnd {
  nodeId: LabNodeId;
  port: number | null;
}

/** Ways over links that carry nothing are taken when there is no other: then it can be said which link it is. */
const UNPLUGGED_COST = 10_000;
/** Through a machine that may be a router, rather than over some more switches. */
const ROUTER_COST = 100;

export function nearEnd({ link, direction }: Hop): LabLink['ends'][number] {
  return link.ends[direction];
}

export function farEnd({ link, direction }: Hop): LabLink['ends'][number] {
  return link.ends[direction === 0 ? 1 : 0];
}

export function reversed(way: readonly Hop[]): Hop[] {
  return way.map(({ link, direction }): Hop => ({ link, direction: direction === 0 ? 1 : 0 })).toReversed();
}

interface Reached {
  cost: number;
  by: Hop | null;
  from: LabNodeId | null;
  isDone: boolean;
}

/** The shortest way from one thing to another as it is drawn; null: there is none. By Dijkstra's rule. */
export function drawnWay({ nodes, links }: LabRecord, from: WayEnd, to: WayEnd): Hop[] | null {
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const hops = new Map<LabNodeId, Hop[]>();
  for (const link of links) {
    for (const direction of [0, 1] as const) {
      const { nodeId } = link.ends[direction];
      const known = hops.get(nodeId);
      if (known === undefined) hops.set(nodeId, [{ link, direction }]);
      else known.push({ link, direction });
    }
  }
  const reached = new Map<LabNodeId, Reached>([
    [from.nodeId, { cost: 0, by: null, from: null, isDone: false }],
  ]);
  for (let at = next(reached); at !== null && at !== to.nodeId; at = next(reached)) {
    const here = reached.get(at);
    if (here === undefined) break;
    here.isDone = true;
    const isThrough = at !== from.nodeId;
    if (isThrough && (kinds.get(at) === 'uplink' || kinds.get(at) === 'remote')) continue;
    const step = 1 + (isThrough && kinds.get(at) === 'machine' ? ROUTER_COST : 0);
    for (const hop of hops.get(at) ?? []) {
      const far = farEnd(hop);
      if (at === from.nodeId && from.port !== null && nearEnd(hop).port !== from.port) continue;
      if (far.nodeId === to.nodeId && to.port !== null && far.port !== to.port) continue;
      const cost = here.cost + step + (hop.link.enabled ? 0 : UNPLUGGED_COST);
      const known = reached.get(far.nodeId);
      if (known !== undefined && known.cost <= cost) continue;
      reached.set(far.nodeId, { cost, by: hop, from: at, isDone: false });
    }
  }
  return trail(reached, to.nodeId);
}

function next(reached: ReadonlyMap<LabNodeId, Reached>): LabNodeId | null {
  let best: LabNodeId | null = null;
  let least = Infinity;
  for (const [id, { cost, isDone }] of reached) {
    if (isDone || cost >= least) continue;
    best = id;
    least = cost;
  }
  return best;
}

function trail(reached: ReadonlyMap<LabNodeId, Reached>, to: LabNodeId): Hop[] | null {
  const way: Hop[] = [];
  let at = reached.get(to);
  if (at === undefined) return null;
  while (at !== undefined && at.by !== null && at.from !== null) {
    way.unshift(at.by);
    at = reached.get(at.from);
  }
  return way;
}
