import { copyParts, pasteParts, type Parts } from './document/copy-parts.ts';
import { removeSelection, tell } from './commands.ts';
import type { LabEditor } from './lab-editor.ts';
import { selectNodes } from './selection.ts';

const STEP = 40;

/** Kept while the app is open, so that parts go from one lab to another. */
let copied: { parts: Parts; pastes: number } | null = null;

export function copySelection({ ui }: LabEditor): void {
  const { document, selection } = ui.getState();
  if (selection.nodes.size === 0) return;
  copied = { parts: copyParts(document, selection.nodes), pastes: 0 };
}

export function cutSelection(editor: LabEditor): void {
  copySelection(editor);
  removeSelection(editor);
}

export function paste(editor: LabEditor): void {
  if (copied === null) return;
  copied.pastes += 1;
  const by = STEP * copied.pastes;
  const { edits, ids, leftOut } = pasteParts(copied.parts, { x: by, y: by });
  if (leftOut > 0) {
    tell(
      `${leftOut === 1 ? 'One machine was' : `${leftOut} machines were`} left out: a machine is in a lab once. ` +
        'Clone it on its page, then add the clone.',
    );
  }
  if (edits.length === 0) return;
  editor.session.edit(edits);
  editor.ui.setState({ selection: selectNodes(ids) });
}
