import type { MachineId } from '@umlaut/contracts/model';
import type { LabEditor } from '../lab-editor.ts';

/** The machines that are selected, in the order in which they were. */
export function selectedMachines({ ui }: LabEditor): MachineId[] {
  const { selection, document } = ui.getState();
  return [...selection.nodes].flatMap((id) => {
    const node = document.nodes.get(id);
    return node?.kind === 'machine' ? [node.machineId] : [];
  });
}

/** With what is selected: two machines are asked at once, one is who asks. */
export function openReach(editor: LabEditor): void {
  const [from, to, third] = selectedMachines(editor);
  editor.reach.open(from, third === undefined ? to : undefined);
  if (from !== undefined && to !== undefined && third === undefined) void editor.reach.ask();
}
