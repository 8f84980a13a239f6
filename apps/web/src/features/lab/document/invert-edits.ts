import type { LabEdit } from '@umlaut/contracts/model';
import { applyEdits, linksOf, type LabDocument } from './lab-document.ts';

/** The edits that undo these: applied to what these make of the document, they give the document again. */
export function invertEdits(document: LabDocument, edits: readonly LabEdit[]): LabEdit[] {
  let state = document;
  const undone: LabEdit[][] = [];
  for (const edit of edits) {
    undone.push(invertEdit(state, edit));
    state = applyEdits(state, [edit]);
  }
  return undone.toReversed().flat();
}

function invertEdit(document: LabDocument, edit: LabEdit): LabEdit[] {
  switch (edit.edit) {
    case 'put-node': {
      const before = document.nodes.get(edit.node.id);
      return before === undefined
        ? [{ edit: 'remove-node', id: edit.node.id }]
        : [{ edit: 'put-node', node: before }];
    }
    case 'move-node': {
      const before = document.nodes.get(edit.id);
      return before === undefined ? [] : [{ edit: 'move-node', id: edit.id, position: before.position }];
    }
    case 'remove-node': {
      const before = document.nodes.get(edit.id);
      if (before === undefined) return [];
      const links = linksOf(document, edit.id).map((link): LabEdit => ({ edit: 'put-link', link }));
      return [{ edit: 'put-node', node: before }, ...links];
    }
    case 'put-link': {
      const before = document.links.get(edit.link.id);
      return before === undefined
        ? [{ edit: 'remove-link', id: edit.link.id }]
        : [{ edit: 'put-link', link: before }];
    }
    case 'remove-link': {
      const before = document.links.get(edit.id);
      return before === undefined ? [] : [{ edit: 'put-link', link: before }];
    }
  }
}
