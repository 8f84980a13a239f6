import { UmlautError, fromWireError } from '@umlaut/contracts/errors';
import type { ImageId, LabPosition } from '@umlaut/contracts/model';
import { notifyError } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { liveCache } from '../../live/live.ts';
import { suggestName } from '../../machine-actions/suggest-name.ts';
import { addMachine } from './commands.ts';
import type { LabEditor } from './lab-editor.ts';

/** Makes a machine from an image and puts it into the lab; it is not started. */
export async function addImage(editor: LabEditor, imageId: ImageId, at?: LabPosition): Promise<void> {
  const { machines } = editor.ui.getState();
  const name = suggestName('machine-1', new Set([...machines.values()].map((machine) => machine.name)));
  try {
    const { results } = await api.machines.create({ name, imageId });
    const [result] = results;
    const machine = result?.machine ?? null;
    if (machine === null) {
      const error = result?.error ?? null;
      throw error === null ? new UmlautError('INTERNAL', 'Nothing was created.') : fromWireError(error);
    }
    liveCache.putMachine(machine);
    editor.ui.setState((ui) => ({ machines: new Map([...ui.machines, [machine.id, machine]]) }));
    addMachine(editor, machine.id, at);
  } catch (error) {
    notifyError('No machine was made of this image', toUmlautError(error));
  }
}
