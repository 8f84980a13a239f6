import {
  putTogether,
  type Lab,
  type LabEdit,
  type LabLink,
  type LabLinkId,
  type LabNode,
  type LabNodeId,
} from '@umlaut/contracts/model';

/** What is drawn in a lab. Never changed in place; what an edit does not touch stays the same object. */
export interface LabDocument {
  readonly nodes: ReadonlyMap<LabNodeId, LabNode>;
  readonly links: ReadonlyMap<LabLinkId, LabLink>;
}

export function documentOf({ nodes, links }: Pick<Lab, 'nodes' | 'links'>): LabDocument {
  return {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    links: new Map(links.map((link) => [link.id, link])),
  };
}

/** The links of a node, of each end that is there. */
export function linksOf({ links }: LabDocument, id: LabNodeId): LabLink[] {
  return [...links.values()].filter(({ ends }) => ends.some(({ nodeId }) => nodeId === id));
}

/** What the server does with edits (contracts, model/lab.ts), done here at once. */
export function applyEdits(document: LabDocument, edits: readonly LabEdit[]): LabDocument {
  if (edits.length === 0) return document;
  const nodes = new Map(document.nodes);
  const links = new Map(document.links);
  for (const edit of edits) applyTo(nodes, links, edit);
  return { nodes, links };
}

function applyTo(nodes: Map<LabNodeId, LabNode>, links: Map<LabLinkId, LabLink>, edit: LabEdit): void {
  switch (edit.edit) {
    case 'put-node': {
      const node = putTogether({ now: edit.node, was: edit.was, current: nodes.get(edit.node.id) });
      if (node !== null) nodes.set(node.id, node);
      return;
    }
    case 'move-node': {
      const node = nodes.get(edit.id);
      if (node !== undefined) nodes.set(edit.id, { ...node, position: edit.position });
      return;
    }
    case 'remove-node':
      if (!nodes.delete(edit.id)) return;
      for (const link of links.values()) {
        if (link.ends.some(({ nodeId }) => nodeId === edit.id)) links.delete(link.id);
      }
      return;
    case 'put-link': {
      const link = putTogether({ now: edit.link, was: edit.was, current: links.get(edit.link.id) });
      // A link to a node that somebody else has removed meanwhile is none.
      if (link?.ends.every(({ nodeId }) => nodes.has(nodeId)) === true) links.set(link.id, link);
      return;
    }
    case 'remove-link':
      links.delete(edit.id);
  }
}
