import type { LabNode } from '@umlaut/contracts/model';
import type { LabDocument } from './document/lab-document.ts';
import type { Machines } from './document/ports.ts';
import type { LabLive } from './live/live-store.ts';
import { nicKey } from './live/live-store.ts';
import { KINDS, machineOf, nodeName } from './node-words.ts';

export interface Hit {
  node: LabNode;
  name: string;
  /** Why it was found, when not by its name. */
  why: string;
}

const MAX_HITS = 20;

/** Things whose name, address or MAC address has these words. */
export function searchLab(
  text: string,
  {
    document,
    machines,
    live,
  }: { document: LabDocument; machines: Machines; live: Pick<LabLive, 'nics' | 'switches' | 'lent'> },
): Hit[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const hits: Hit[] = [];
  for (const node of document.nodes.values()) {
    const name = nodeName(node, machines);
    if (name.toLowerCase().includes(wanted)) {
      hits.push({ node, name, why: KINDS[node.kind].label });
    } else {
      const why = factsOf(node, machines, live).find((fact) => fact.toLowerCase().includes(wanted));
      if (why !== undefined) hits.push({ node, name, why });
    }
    if (hits.length === MAX_HITS) break;
  }
  return hits;
}

function factsOf(
  node: LabNode,
  machines: Machines,
  live: Pick<LabLive, 'nics' | 'switches' | 'lent'>,
): string[] {
  if (node.kind === 'note') return [node.text];
  if (node.kind === 'switch') {
    return [node.dhcp?.subnet ?? '', ...(live.switches.get(node.id)?.stations.map(({ mac }) => mac) ?? [])];
  }
  const machine = machineOf(node, machines);
  if (machine === undefined) return [];
  return machine.nics.flatMap(({ number, mac }) => [
    mac,
    ...(live.nics.get(nicKey(machine.id, number))?.addresses ?? []),
    live.lent.get(mac) ?? '',
  ]);
}
