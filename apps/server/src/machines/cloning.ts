import { join } from 'node:path';
import { isUmlautError, UmlautError } from '@umlaut/contracts/errors';
import type { MachineId } from '@umlaut/contracts/model';
import type { DiskWorker } from '@umlaut/core/disks';
import { diskFileName, machinePaths } from '@umlaut/core/machine';
import type { ActivityLog } from '../activity/activity-log.ts';
import { newMachineId } from '../identifiers.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';
import { addMachine } from './creation.ts';
import type { MachineRecord } from './machine-record.ts';
import type { MachineRegistry } from './machine-registry.ts';

export interface CloningDeps {
  registry: MachineRegistry;
  activity: ActivityLog;
  disks: DiskWorker;
  home: string;
}

/**
 * Copies a stopped machine with its disks. Must run in the source's queue, so that it is not started
 * meanwhile.
 * @throws MACHINE_RUNNING, NAME_TAKEN, DISK_MISSING, DISK_INVALID, DISK_IN_USE, STORAGE_FULL, CANCELLED
 */
export async function cloneMachine(
  deps: CloningDeps,
  request: { source: MachineId; name: string; actor: string; task: TaskHandle },
): Promise<MachineId> {
  const { record: source, run } = deps.registry.get(request.source);
  if (run !== null) {
    throw new UmlautError(
      'MACHINE_RUNNING',
      `"${source.name}" is running; its disks change under the copy.`,
      {
        hint: 'Shut it down first.',
      },
    );
  }
  const clone: MachineRecord = {
    ...source,
    id: newMachineId(),
    name: request.name,
    version: 1,
    createdAt: new Date().toISOString(),
    lastExit: null,
    commandLine: null,
  };
  const paths = machinePaths(deps.home, source.id);
  await addMachine(deps, clone, async (disksDir) => {
    for (const { number } of source.disks) {
      const copy = { from: paths.diskPath(number), to: join(disksDir, diskFileName(number)) };
      await copyDisk(deps.disks, copy, request.task);
    }
  });
  void deps.activity.add({
    kind: 'machine.cloned',
    severity: 'success',
    actor: request.actor,
    machine: clone,
    message: `Cloned "${clone.name}" from "${source.name}".`,
  });
  return clone.id;
}

async function copyDisk(
  disks: DiskWorker,
  copy: { from: string; to: string },
  task: TaskHandle,
): Promise<void> {
  try {
    await disks.run('clone', copy, {
      signal: task.signal,
      onProgress: ({ doneBytes, totalBytes }) => task.progress(totalBytes === 0 ? 1 : doneBytes / totalBytes),
    });
  } catch (error) {
    // Its own sentence names a folder that nobody knows.
    if (!isUmlautError(error) || error.code !== 'STORAGE_FULL') throw error;
    throw new UmlautError('STORAGE_FULL', 'There is no room for the copy: nothing was changed.', {
      hint: 'Make room, for instance by deleting machines that nobody needs.',
      cause: error,
    });
  }
}
