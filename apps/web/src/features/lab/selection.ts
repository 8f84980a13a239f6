import type { LabLinkId, LabNodeId } from '@umlaut/contracts/model';
import type { LabDocument } from './document/lab-document.ts';

export interface Selection {
  readonly nodes: ReadonlySet<LabNodeId>;
  readonly links: ReadonlySet<LabLinkId>;
}

export const NOTHING_SELECTED: Selection = { nodes: new Set(), links: new Set() };

export function selectNodes(ids: Iterable<LabNodeId>): Selection {
  return { nodes: new Set(ids), links: new Set() };
}

export function selectLink(id: LabLinkId): Selection {
  return { nodes: new Set(), links: new Set([id]) };
}

/** The only thing that is selected, whatever it is; null for none and for many. */
export function onlyOf({ nodes, links }: Selection): { node: LabNodeId } | { link: LabLinkId } | null {
  if (nodes.size + links.size !== 1) return null;
  const [node] = nodes;
  if (node !== undefined) return { node };
  const [link] = links;
  return link === undefined ? null : { link };
}

/** Without what is gone; the same object when nothing is. */
export function stillThere(selection: Selection, { nodes, links }: LabDocument): Selection {
  const goneNode = [...selection.nodes].some((id) => !nodes.has(id));
  const goneLink = [...selection.links].some((id) => !links.has(id));
  if (!goneNode && !goneLink) return selection;
  return {
    nodes: new Set([...selection.nodes].filter((id) => nodes.has(id))),
    links: new Set([...selection.links].filter((id) => links.has(id))),
  };
}
