import { toWireError, type UmlautError } from '@umlaut/contracts/errors';
import type { BulkAction } from '@umlaut/contracts/http';
import type { MachineId } from '@umlaut/contracts/model';
import type { Logger } from 'pino';
import { logUnforeseen } from '../errors/log-unforeseen.ts';
import { toUmlautError } from '../errors/to-umlaut-error.ts';
import type { RunningTask, TaskHandle, TaskRegistry } from '../tasks/task-registry.ts';
import type { MachineRegistry } from './machine-registry.ts';
import { mapConcurrently } from './map-concurrently.ts';

/** Machines that are worked on at a time: each start costs a core for a moment. */
const CONCURRENCY = 3;

const TITLES: Record<BulkAction, string> = {
  start: 'Start',
  shutdown: 'Shut down',
  'power-off': 'Power off',
  reboot: 'Reboot',
  pause: 'Pause',
  resume: 'Resume',
  delete: 'Delete',
};

export interface BulkRequest {
  kind: 'bulk' | 'create';
  action: BulkAction;
  ids: readonly MachineId[];
  log: Logger;
  /** Does it to one machine and resolves when it is done. */
  perform: (id: MachineId, signal: AbortSignal) => Promise<void>;
}

/** One action on many machines as a task. Cancelling leaves the rest as it is; what has begun is finished. */
export function startBulk(
  tasks: TaskRegistry,
  registry: MachineRegistry,
  request: BulkRequest,
): RunningTask<void> {
  const ids = [...new Set(request.ids)];
  const verb = TITLES[request.action];
  return tasks.start(
    {
      kind: request.kind,
      title: `${verb} ${ids.length === 1 ? '1 machine' : `${ids.length} machines`}`,
      machineIds: ids,
      step: `0 of ${ids.length} done`,
      cancellable: true,
    },
    (task) => performAll(registry, task, { ...request, ids }),
  );
}

async function performAll(registry: MachineRegistry, task: TaskHandle, request: BulkRequest): Promise<void> {
  let done = 0;
  await mapConcurrently(request.ids, CONCURRENCY, async (id) => {
    if (task.signal.aborted) return;
    const name = registry.find(id)?.record.name ?? id;
    let error: UmlautError | null = null;
    try {
      await request.perform(id, task.signal);
    } catch (thrown) {
      error = toUmlautError(thrown);
      logUnforeseen(request.log, error, { action: request.action, machine: id });
    }
    task.addItem({ id, name, ok: error === null, error: error === null ? null : toWireError(error) });
    done++;
    task.progress(done / request.ids.length, `${done} of ${request.ids.length} done`);
  });
  task.signal.throwIfAborted();
}
