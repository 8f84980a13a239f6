import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import type { MachineId } from '@umlaut/contracts/model';
import { machinePaths, runtimePaths } from '@umlaut/core/machine';
import { findByUmid, removeTree } from '@umlaut/core/process';
import type { Logger } from 'pino';
import type { ActivityLog } from '../activity/activity-log.ts';
import { UNFINISHED_PREFIX } from './machine-folder.ts';
import type { MachineRegistry } from './machine-registry.ts';
import type { Power } from './power.ts';

/** Folders on their way out; a crash leaves them to the next start. */
const TRASH_PREFIX = '.deleted-';

export interface DeletionDeps {
  registry: MachineRegistry;
  power: Power;
  activity: ActivityLog;
  home: string;
  runtimeRoot: string;
  log: Logger;
}

/**
 * Deletes a machine with its disks and logs. Must run in the machine's queue.
 * @param force power it off first
 * @throws MACHINE_RUNNING
 */
export async function deleteMachine(
  deps: DeletionDeps,
  id: MachineId,
  options: { force: boolean; actor: string },
): Promise<void> {
  const { record, run } = deps.registry.get(id);
  if (run !== null && !options.force) {
    throw new UmlautError('MACHINE_RUNNING', `"${record.name}" is running.`, {
      hint: 'Shut it down first, or delete it with force.',
    });
  }
  await deps.power.powerOff(id, options.actor);
  const left = findByUmid(id);
  if (left.length > 0) {
    throw new UmlautError('MACHINE_BUSY', `Processes of "${record.name}" are still alive.`, {
      hint: 'Try again in a moment.',
      details: { pids: left.map((identity) => identity.pid) },
    });
  }
  const { machineDir } = machinePaths(deps.home, id);
  const trash = join(deps.home, 'machines', `${TRASH_PREFIX}${id}`);
  // The rename is the deletion: whatever fails later, the machine cannot come back half.
  await rename(machineDir, trash).catch(ignoreMissing);
  await deps.registry.remove(id);
  await deps.activity.add({
    kind: 'machine.deleted',
    severity: 'info',
    actor: options.actor,
    machine: record,
    message: `Deleted "${record.name}".`,
  });
  await sweep([trash, runtimePaths(deps.runtimeRoot, id).runtimeDir], deps.log);
}

/** Removes what a crash left of deletions and of machines that were being made. */
export async function removeTrash(home: string, log: Logger): Promise<void> {
  const machinesDir = join(home, 'machines');
  const names = (await readdir(machinesDir)).filter(
    (name) => name.startsWith(TRASH_PREFIX) || name.startsWith(UNFINISHED_PREFIX),
  );
  await sweep(
    names.map((name) => join(machinesDir, name)),
    log,
  );
}

/** What cannot be removed takes room and harms nobody: the next start tries again. */
async function sweep(paths: readonly string[], log: Logger): Promise<void> {
  for (const path of paths) {
    await removeTree(path).catch((error: unknown) => {
      log.warn({ err: error, path }, 'a folder that is not needed any more could not be removed');
    });
  }
}

function ignoreMissing(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
  throw error;
}
