import type { FabricConfig } from '@umlaut/contracts/fabric';

/**
 * For each uplink, the addresses that switches in its network tell as their router: it has to answer to them. A network
 * is what switches, hubs and uplinks make with the links between them; a machine that routes is its border. Pure.
 */
export function uplinkRouters({ nodes, links }: FabricConfig): Map<string, string[]> {
  const neighbours = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { ends, enabled } of links) {
    const [a, b] = ends;
    if (!enabled || a.kind !== 'node' || b.kind !== 'node') continue;
    neighbours.get(a.node)?.push(b.node);
    neighbours.get(b.node)?.push(a.node);
  }
  const routers = new Map<string, string[]>();
  for (const { id, kind } of nodes) {
    if (kind !== 'uplink') continue;
    const network = new Set<string>([id]);
    // A set goes on over what is added meanwhile.
    for (const node of network) for (const next of neighbours.get(node) ?? []) network.add(next);
    const told = nodes.flatMap((node) =>
      node.kind === 'switch' && network.has(node.id) ? (node.dhcp?.router ?? []) : [],
    );
    routers.set(id, [...new Set(told)]);
  }
  return routers;
}
