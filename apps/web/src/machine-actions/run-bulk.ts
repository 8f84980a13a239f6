import type { BulkAction } from '@umlaut/contracts/http';
import type { Machine } from '@umlaut/contracts/model';
import { notifyError } from '../components/notify.ts';
import { api } from '../lib/api-client.ts';
import { toUmlautError } from '../lib/read-error.ts';
import { MACHINE_ACTIONS } from './action-definitions.ts';
import { openCapacityDialog } from './capacity-dialog.tsx';
import { openTaskDrawer } from './task-drawer-store.ts';

/**
 * One action on many machines, as a task of the server: the task drawer shows the result of each. Rejects
 * with what the server refused.
 */
export async function runBulk(
  action: BulkAction,
  machines: readonly Machine[],
  force = false,
): Promise<void> {
  await api.machines.bulk({ action, ids: machines.map(({ id }) => id), force });
}

/** The same for buttons: failures become toasts, and too much for the host a question. */
export function startBulk(action: BulkAction, machines: readonly Machine[]): void {
  runBulk(action, machines).then(openTaskDrawer, (caught: unknown) => {
    const error = toUmlautError(caught);
    if (error.code === 'HOST_CAPACITY')
      openCapacityDialog(error, () => runBulk(action, machines, true), openTaskDrawer);
    else notifyError(`${MACHINE_ACTIONS[action].label}: ${machines.length} machines were not touched`, error);
  });
}
