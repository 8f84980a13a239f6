import {
  FABRIC,
  LAB_FILE_FORMAT,
  LAB_FILE_VERSION,
  NO_IMPAIRMENT,
  labFile,
  type LabFile,
} from '@umlaut/contracts/model';
import type { z } from 'zod';
import { noteSize, type LabPlan, type PlannedNode } from './lab-plan.ts';

type NodeInput = z.input<typeof labFile>['nodes'][string];
type EndInput = NonNullable<z.input<typeof labFile>['links']>[number]['ends'][number];

/** A template as the file that opens it; its machines are called `prefix` and their key. Pure. */
export function fileOfPlan(plan: LabPlan, prefix: string): LabFile {
  const nameOf = (key: string): string => `${prefix}-${key}`;
  const nodes = new Map<string, NodeInput>();
  for (const { key, x, y, nics = 1 } of plan.machines) {
    const interfaces = Array.from({ length: nics }, (_, number) => ({ number, transport: FABRIC }));
    nodes.set(key, { kind: 'machine', name: nameOf(key), position: { x, y }, interfaces });
  }
  const machines: ReadonlySet<string> = new Set(plan.machines.map(({ key }) => key));
  for (const { key, x, y, ...node } of plan.nodes) {
    nodes.set(key, {
      ...withNames(node, (name) => (machines.has(name) ? nameOf(name) : name)),
      position: { x, y },
    });
  }
  return labFile.parse({
    format: LAB_FILE_FORMAT,
    version: LAB_FILE_VERSION,
    name: plan.name,
    description: plan.description,
    nodes: Object.fromEntries(nodes),
    links: plan.links.map(({ ends, vlans = [], impairment = {} }) => {
      const both = { ...NO_IMPAIRMENT, ...impairment };
      const end = (side: 0 | 1): EndInput => {
        const [node = '', nic = '0'] = ends[side].split(':');
        return {
          node,
          ...(machines.has(node) ? { port: Number(nic) } : {}),
          ...(vlans[side] === undefined ? {} : { vlan: vlans[side] }),
        };
      };
      return { ends: [end(0), end(1)], impairments: [both, both] };
    }),
  });
}

/** A name that can be typed as it stands: the switch gives out addresses in the order of booting, so nobody knows those. */
function withNames<Node extends Omit<PlannedNode, 'key' | 'x' | 'y'>>(
  node: Node,
  nameOf: (key: string) => string,
): Node {
  if (!('text' in node) || typeof node.text !== 'string') return node;
  const text = node.text.replaceAll(/\{([a-z0-9]+)\}/g, (_all, key: string) => nameOf(key));
  return { ...node, text, size: noteSize(text) };
}
