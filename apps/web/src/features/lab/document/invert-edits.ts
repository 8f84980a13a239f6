import type { LabEdit } from '@umlaut/contracts/model';
import { applyEdits, linksOf, type LabDocument } from './lab-document.ts';

/**
 * The edits that undo these: applied to what these make of the document, they give the document again. Applied later,
 * they leave what others have changed meanwhile.
 */
export function invertEdits(document: LabDocument, edits: readonly LabEdit[]): LabEdit[] {
  let state = document;
  const undone: LabEdit[][] = [];
  for (const edit of edits) {
    const after = applyEdits(state, [edit]);
    undone.push(invertEdit(state, edit, after));
    state = after;
  }
  return undone.toReversed().flat();
}

function invertEdit(document: LabDocument, edit: LabEdit, after: LabDocument): LabEdit[] {
  switch (edit.edit) {
    case 'put-node': {
      const { id } = edit.node;
      const [before, was] = [document.nodes.get(id), after.nodes.get(id)];
      if (was === undefined) return [];
      return before === undefined ? [{ edit: 'remove-node', id }] : [{ edit: 'put-node', node: before, was }];
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
      const { id } = edit.link;
      const [before, was] = [document.links.get(id), after.links.get(id)];
      if (was === undefined) return [];
      return before === undefined ? [{ edit: 'remove-link', id }] : [{ edit: 'put-link', link: before, was }];
    }
    case 'remove-link': {
      const before = document.links.get(edit.id);
      return before === undefined ? [] : [{ edit: 'put-link', link: before }];
    }
  }
}
