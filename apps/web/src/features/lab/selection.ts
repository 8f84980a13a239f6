import type { LabLinkId, LabNodeId } from '@umlaut/contracts/model';
import type { LabDocument } from './document/lab-document.ts';
import { linkAt, type Port } from './document/ports.ts';

/** A port is selected alone, things and links in any number. */
export interface Selection {
  readonly nodes: ReadonlySet<LabNodeId>;
  readonly links: ReadonlySet<LabLinkId>;
  readonly port: Port | null;
}

export const NOTHING_SELECTED: Selection = { nodes: new Set(), links: new Set(), port: null };

export function selectNodes(ids: Iterable<LabNodeId>): Selection {
  return { nodes: new Set(ids), links: new Set(), port: null };
}

export function selectLink(id: LabLinkId): Selection {
  return { nodes: new Set(), links: new Set([id]), port: null };
}

export function selectPort({ nodeId, port }: Port): Selection {
  return { nodes: new Set(), links: new Set(), port: { nodeId, port } };
}

export function isEmpty({ nodes, links, port }: Selection): boolean {
  return nodes.size + links.size === 0 && port === null;
}

/** The only thing that is selected, whatever it is; null for none and for many. */
export function onlyOf({
  nodes,
  links,
  port,
}: Selection): { node: LabNodeId } | { link: LabLinkId } | { port: Port } | null {
  if (port !== null) return { port };
  if (nodes.size + links.size !== 1) return null;
  const [node] = nodes;
  if (node !== undefined) return { node };
  const [link] = links;
  return link === undefined ? null : { link };
}

export function isSelectedPort({ port }: Selection, other: Port): boolean {
  return port !== null && port.nodeId === other.nodeId && port.port === other.port;
}

/** Without what is gone; the same object when nothing is. */
export function stillThere(selection: Selection, document: LabDocument): Selection {
  const { nodes, links } = document;
  const goneNode = [...selection.nodes].some((id) => !nodes.has(id));
  const goneLink = [...selection.links].some((id) => !links.has(id));
  const gonePort = selection.port !== null && !isThere(selection.port, document);
  if (!goneNode && !goneLink && !gonePort) return selection;
  return {
    nodes: new Set([...selection.nodes].filter((id) => nodes.has(id))),
    links: new Set([...selection.links].filter((id) => links.has(id))),
    port: gonePort ? null : selection.port,
  };
}

/** Interfaces of machines are there without a link, too; ports of all else are where links end. */
function isThere(port: Port, document: LabDocument): boolean {
  const node = document.nodes.get(port.nodeId);
  return node !== undefined && (node.kind === 'machine' || linkAt(document, port) !== undefined);
}
