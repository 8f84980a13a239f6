import type { Machine } from '@umlaut/contracts/model';
import { notifyError } from '../../components/notify.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { openCapacityDialog } from '../../machine-actions/capacity-dialog.tsx';
import { runBulk } from '../../machine-actions/run-bulk.ts';

/** Starts what is stopped, as a task. The task drawer stays closed: one wants to see the lab come up. */
export function startAll(machines: readonly Machine[]): void {
  runBulk('start', machines).catch((caught: unknown) => {
    const error = toUmlautError(caught);
    if (error.code === 'HOST_CAPACITY') openCapacityDialog(error, () => runBulk('start', machines, true));
    else notifyError('The machines of the lab were not started', error);
  });
}

/** Rejects with what the server refused. */
export async function stopAll(machines: readonly Machine[]): Promise<void> {
  await runBulk('shutdown', machines);
}
