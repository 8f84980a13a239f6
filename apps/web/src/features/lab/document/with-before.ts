import type { LabEdit } from '@umlaut/contracts/model';
import { applyEdits, type LabDocument } from './lab-document.ts';

/** The same edits, which say what they change: so what others change in the same thing meanwhile is not undone. */
export function withBefore(document: LabDocument, edits: readonly LabEdit[]): LabEdit[] {
  let state = document;
  return edits.map((edit) => {
    const said = sayBefore(state, edit);
    state = applyEdits(state, [said]);
    return said;
  });
}

function sayBefore({ nodes, links }: LabDocument, edit: LabEdit): LabEdit {
  if (edit.edit === 'put-node' && edit.was === undefined) {
    const was = nodes.get(edit.node.id);
    return was === undefined ? edit : { ...edit, was };
  }
  if (edit.edit === 'put-link' && edit.was === undefined) {
    const was = links.get(edit.link.id);
    return was === undefined ? edit : { ...edit, was };
  }
  return edit;
}
