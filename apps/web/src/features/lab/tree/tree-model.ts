import type { LabLink, LabNode } from '@umlaut/contracts/model';
import { compareNames } from '../../../lib/compare-names.ts';
import type { LabDocument } from '../document/lab-document.ts';
import { hasPorts, linkAt, portName, portsOf, type Machines, type Port } from '../document/ports.ts';
import { linkName, nodeName } from '../node-words.ts';
import type { Selection } from '../selection.ts';

/** One line of the tree. `name` is what typing finds it by. */
export type TreeItem = { key: string; name: string; children: readonly TreeItem[] } & (
  | { kind: 'heading' }
  | { kind: 'node'; node: LabNode }
  | { kind: 'port'; node: LabNode; port: Port; link: LabLink | undefined }
  | { kind: 'link'; link: LabLink }
);

const HEADINGS: readonly (readonly [LabNode['kind'], string])[] = [
  ['switch', 'Switches'],
  ['hub', 'Hubs'],
  ['bridge', 'Kernel bridges'],
  ['uplink', 'Internet'],
  ['remote', 'Other hosts'],
  ['machine', 'Machines'],
  ['note', 'Notes'],
  ['group', 'Areas'],
];

/** The same lab in words: things by their kind with their ports, and all links. */
export function treeOf(document: LabDocument, machines: Machines): TreeItem[] {
  const things = HEADINGS.map(([kind, name]): TreeItem => {
    const nodes = [...document.nodes.values()].filter((node) => node.kind === kind);
    const children = nodes.map((node) => nodeItem(node, document, machines));
    return { kind: 'heading', key: kind, name, children: children.toSorted(byName) };
  });
  const links = [...document.links.values()].map((link): TreeItem => {
    return { kind: 'link', key: link.id, name: linkName(link, document, machines), link, children: [] };
  });
  const all: TreeItem = { kind: 'heading', key: 'links', name: 'Links', children: links.toSorted(byName) };
  return [...things, all].filter(({ children }) => children.length > 0);
}

function nodeItem(node: LabNode, document: LabDocument, machines: Machines): TreeItem {
  const ports = hasPorts(node) ? portsOf(node, document, machines) : [];
  const children = ports.map((number): TreeItem => {
    const port = { nodeId: node.id, port: number };
    const name = portName(node, number, machines);
    return {
      kind: 'port',
      key: portItemKey(port),
      name,
      node,
      port,
      link: linkAt(document, port),
      children: [],
    };
  });
  return { kind: 'node', key: node.id, name: nodeName(node, machines), node, children };
}

function portItemKey({ nodeId, port }: Port): string {
  return `${nodeId} ${port}`;
}

/** The line of what is selected, of several the last; null: none is. */
export function keyOfSelection({ nodes, links, port }: Selection): string | null {
  if (port !== null) return portItemKey(port);
  return [...nodes, ...links].at(-1) ?? null;
}

function byName(one: TreeItem, other: TreeItem): number {
  return compareNames(one.name, other.name);
}
