import type { BridgedLink } from '@umlaut/contracts/fabric';
import type { Lab, MachineId } from '@umlaut/contracts/model';
import { bridgeCable, type BridgeCable } from './bridge-config.ts';
import type { LabMachine } from './fabric-config.ts';

/** Links of kernel bridges, and the interface that all frames of each pass. Pure. */
export function bridgedLinksOf(
  labs: readonly Pick<Lab, 'nodes' | 'links'>[],
  machine: (id: MachineId) => LabMachine | null,
): BridgedLink[] {
  return labs.flatMap(({ nodes, links }) => {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    return links.flatMap((link) => {
      const cable = bridgeCable(link, byId, (id) => machine(id)?.nics ?? []);
      if (cable === null) return [];
      const { port, forth } = watchedPort(cable, byId.get(link.ends[0].nodeId)?.kind === 'machine');
      // What a machine sends into a cable that is pulled out passes its own interface, and no link.
      return [{ id: link.id, port: link.enabled ? port : null, forth }];
    });
  });
}

/** The interface that both directions pass, and whether what comes in there is from the first end. */
export function watchedPort(
  cable: BridgeCable,
  firstIsMachine: boolean,
): { port: string; forth: BridgedLink['forth'] } {
  switch (cable.kind) {
    case 'plug':
      return { port: cable.plug, forth: firstIsMachine ? 'in' : 'out' };
    case 'cable':
      return { port: cable.plugs[0], forth: 'in' };
    case 'trunk':
      // The first bridge sends through the first end, which the second end receives.
      return { port: cable.names[1], forth: 'in' };
  }
}
