import type { LabId, MachineId } from '@umlaut/contracts/model';
import { notifyError } from '../../components/notify.ts';
import { copyParts, machinesOf, pasteParts, type Parts } from './document/copy-parts.ts';
import { removeSelection } from './commands.ts';
import type { LabEditor } from './lab-editor.ts';
import { planClones } from './paste/clone-plan.ts';
import type { Clones } from './paste/make-clones.ts';
import { openPasteDialog } from './paste/paste-dialog.tsx';
import { selectNodes } from './selection.ts';

const STEP = 40;

/** Kept while the app is open, so that parts go from one lab to another. */
let copied: { parts: Parts; from: LabId; pastes: number } | null = null;

export function copySelection({ ui, labId }: LabEditor): void {
  const { document, selection } = ui.getState();
  if (selection.nodes.size === 0) return;
  copied = { parts: copyParts(document, selection.nodes), from: labId, pastes: 0 };
}

export function cutSelection(editor: LabEditor): void {
  copySelection(editor);
  removeSelection(editor);
}

/** Machines that were cut come back themselves; otherwise they are pasted as clones, and a person is asked before. */
export function paste(editor: LabEditor): void {
  if (copied === null) return;
  const { parts, from } = copied;
  const { machines, document } = editor.ui.getState();
  const here = new Set(machinesOf({ nodes: [...document.nodes.values()], links: [] }));
  const isBack = (id: MachineId): boolean => from === editor.labId && !here.has(id) && machines.has(id);
  const ids = machinesOf(parts);
  const back = new Map(ids.filter(isBack).map((id) => [id, id]));
  const plan = planClones(
    ids.filter((id) => !back.has(id)),
    machines,
  );
  if (plan.clones.length + plan.running.length === 0) {
    place(editor, parts, back);
    return;
  }
  openPasteDialog({
    plan,
    onPaste: ({ made, bySource, failure }: Clones) => {
      editor.ui.setState((ui) => ({
        machines: new Map([...ui.machines, ...made.map((machine) => [machine.id, machine] as const)]),
      }));
      place(editor, parts, new Map([...back, ...bySource]));
      if (failure !== null) notifyError('Not all machines were cloned', failure);
    },
  });
}

function place(editor: LabEditor, parts: Parts, clones: Clones['bySource']): void {
  if (copied?.parts === parts) copied.pastes += 1;
  const by = STEP * (copied?.pastes ?? 1);
  const { edits, ids } = pasteParts(
    parts,
    { offset: { x: by, y: by }, document: editor.ui.getState().document },
    clones,
  );
  if (edits.length === 0) return;
  editor.session.edit(edits);
  editor.ui.setState({ selection: selectNodes(ids) });
}
