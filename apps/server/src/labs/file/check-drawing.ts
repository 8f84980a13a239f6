import { isUmlautError, UmlautError } from '@umlaut/contracts/errors';
import type { LabFile, MachineId, NicConfig } from '@umlaut/contracts/model';
import { newMachineId } from '../../identifiers.ts';
import { withNewAddresses } from '../../nics/configured-nics.ts';
import { applyEdits } from '../lab-edits.ts';
import { drawFile } from './draw-file.ts';

/**
 * Draws a file as if its machines were there, so that what cannot be drawn is known before any is made.
 * @throws INVALID_INPUT, LAB_LIMIT with the field of the file
 */
export function checkDrawing(file: LabFile): void {
  const ids = new Map<string, MachineId>();
  const machines = new Map<MachineId, { name: string; nics: NicConfig[] }>();
  for (const [key, node] of Object.entries(file.nodes)) {
    if (node.kind !== 'machine') continue;
    const id = newMachineId();
    ids.set(key, id);
    machines.set(id, { name: node.name ?? key, nics: withNewAddresses(node.interfaces) });
  }
  const edits = drawFile(file, ids);
  try {
    applyEdits({ nodes: [], links: [] }, edits, {
      machine: (id) => {
        const machine = machines.get(id);
        return machine === undefined ? null : { id, ...machine };
      },
      linkedElsewhere: () => null,
      isElsewhere: () => false,
      hostBridges: [],
    });
  } catch (error) {
    throw isUmlautError(error) ? inTermsOf(file, error) : error;
  }
}

/** "edits.7.link.ends.1.port" is "file.links.2.ends.1.port", of the third link after five nodes. */
function inTermsOf(file: LabFile, error: UmlautError): UmlautError {
  const keys = Object.keys(file.nodes);
  const field = (error.field ?? '').replace(/^edits\.(\d+)\.(?:node|link)/, (_all, at: string) => {
    const number = Number(at);
    return number < keys.length ? `file.nodes.${keys[number]}` : `file.links.${number - keys.length}`;
  });
  return new UmlautError(error.code, error.message, {
    field: field.startsWith('file.') ? field : 'file',
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    cause: error,
  });
}
