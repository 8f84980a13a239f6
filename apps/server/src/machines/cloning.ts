import { dirname, join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import type { MachineId } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import type { DiskWorker } from '@umlaut/core/disks';
import { copyRootDirectory, diskFileName, machinePaths } from '@umlaut/core/machine';
import type { ActivityLog } from '../activity/activity-log.ts';
import { newMachineId } from '../identifiers.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';
import { NO_SNAPSHOTS } from '../snapshots/snapshot-tree.ts';
import { withNewAddresses } from '../nics/configured-nics.ts';
import { copyDisk } from './copy-disk.ts';
import { addMachine } from './creation.ts';
import type { MachineRecord } from './machine-record.ts';
import type { MachineRegistry } from './machine-registry.ts';

export interface CloningDeps {
  registry: MachineRegistry;
  activity: ActivityLog;
  disks: DiskWorker;
  home: string;
  /** Account that machines run as, or null for that of the server. */
  account: LaunchSpec['runAs'];
}

/**
 * Copies a stopped machine with its disks. Must run in the source's queue, so that it is not started
 * meanwhile.
 * @throws MACHINE_RUNNING, NAME_TAKEN, ROOT_UNUSABLE, DISK_MISSING, DISK_INVALID, DISK_IN_USE, STORAGE_FULL, CANCELLED
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
    // Two stations with one address would be one to a switch.
    nics: withNewAddresses(source.nics),
    snapshots: NO_SNAPSHOTS,
  };
  const paths = machinePaths(deps.home, source.id);
  await addMachine(deps, clone, async (disksDir) => {
    if (source.root === 'directory') {
      const { signal } = request.task;
      request.task.progress(null, 'Copying the root directory');
      await copyRootDirectory({
        from: paths.rootDir,
        machineDir: dirname(disksDir),
        account: deps.account,
        signal,
      });
    }
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
