import { machine as machineSchema, type Machine } from '@umlaut/contracts/model';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';

/**
 * Saves a machine's description. A machine's version also moves with its state, so a conflict in which the
 * description itself did not move is tried once more; any other one is thrown (VERSION_CONFLICT).
 */
export async function saveDescription(base: Machine, description: string): Promise<Machine> {
  try {
    return await api.machines.update({ id: base.id, version: base.version, description });
  } catch (caught) {
    const error = toUmlautError(caught);
    const theirs = machineSchema.safeParse(error.details?.['machine']);
    if (error.code !== 'VERSION_CONFLICT' || !theirs.success) throw error;
    if (theirs.data.description !== base.description) throw error;
    return api.machines.update({ id: base.id, version: theirs.data.version, description });
  }
}
