import type { z } from 'zod';
import type { LabFileEnd, LabFileLink } from './lab-file-link.ts';
import type { LabFileNode } from './lab-file-node.ts';
import { MAX_LAB_NODES } from './lab.ts';

interface Parts {
  images: Readonly<Record<string, unknown>>;
  kernels: Readonly<Record<string, unknown>>;
  nodes: Readonly<Record<string, LabFileNode>>;
  links: readonly LabFileLink[];
}

/** What no field can tell of itself: whether what is named is there, and nothing is there twice. */
export function checkLabFile(file: Parts, context: z.core.$RefinementCtx): void {
  const fail = (path: PropertyKey[], message: string): void => {
    context.addIssue({ code: 'custom', path, message });
  };
  const nodes = new Map(Object.entries(file.nodes));
  if (nodes.size > MAX_LAB_NODES) fail(['nodes'], `A lab holds at most ${MAX_LAB_NODES} things`);
  const names = new Map<string, string>();
  for (const [key, node] of nodes) {
    if (node.kind === 'uplink') {
      for (const [at, { target }] of node.forwards.entries()) {
        const problem = target === null ? null : targetProblem(target, nodes);
        if (problem !== null) fail(['nodes', key, 'forwards', at, 'target', problem.field], problem.message);
      }
    }
    if (node.kind !== 'machine') continue;
    for (const [field, known] of [
      ['image', file.images],
      ['kernel', file.kernels],
    ] as const) {
      const wanted = node[field];
      if (wanted === undefined || Object.hasOwn(known, wanted)) continue;
      fail(['nodes', key, field], `"${wanted}" is not among "${field}s"`);
    }
    const name = node.name ?? key;
    const twin = names.get(name);
    if (twin !== undefined) fail(['nodes', key, 'name'], `The machine "${twin}" is called that too`);
    names.set(name, key);
  }
  const taken = new Set<string>();
  for (const [at, { ends }] of file.links.entries()) {
    for (const [side, end] of ends.entries()) {
      const path = ['links', at, 'ends', side];
      const node = nodes.get(end.node);
      if (node === undefined) fail([...path, 'node'], `"${end.node}" is not among "nodes"`);
      else {
        const problem = portProblem(end, node, taken);
        if (problem !== null) fail([...path, problem.field], problem.message);
      }
      if (end.port !== undefined) taken.add(`${end.node}:${end.port}`);
    }
    if (ends[0].node === ends[1].node) fail(['links', at, 'ends'], 'A link joins two different things');
  }
}

function targetProblem(
  { machine: key, nic }: { machine: string; nic: number | null },
  nodes: ReadonlyMap<string, LabFileNode>,
): { field: 'machine' | 'nic'; message: string } | null {
  const node = nodes.get(key);
  if (node === undefined) return { field: 'machine', message: `"${key}" is not among "nodes"` };
  if (node.kind !== 'machine') {
    return { field: 'machine', message: `"${key}" is a ${node.kind}: a forward leads to a machine` };
  }
  if (nic === null || node.interfaces.some(({ number }) => number === nic)) return null;
  return { field: 'nic', message: `"${key}" has no interface of the number ${nic}` };
}

function portProblem(
  { node: key, port }: LabFileEnd,
  node: LabFileNode,
  taken: ReadonlySet<string>,
): { field: keyof LabFileEnd; message: string } | null {
  if (node.kind === 'note' || node.kind === 'group') {
    return { field: 'node', message: `"${key}" is a ${node.kind}, which has no ports` };
  }
  if (port === undefined) return null;
  if (node.kind === 'machine' && !node.interfaces.some(({ number }) => number === port)) {
    return { field: 'port', message: `"${key}" has no interface of the number ${port}` };
  }
  if ((node.kind === 'uplink' || node.kind === 'remote') && port !== 0) {
    return { field: 'port', message: `"${key}" has one port, 0` };
  }
  if (!taken.has(`${key}:${port}`)) return null;
  return { field: 'port', message: `Port ${port} of "${key}" has a link already` };
}
