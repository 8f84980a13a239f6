import { constants } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import type { MachineId } from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import { runCommand } from '@umlaut/core/process';
import type { ActivityLog } from '../activity/activity-log.ts';
import { newMachineId } from '../identifiers.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';
import { allocatedBytes } from './allocated-bytes.ts';
import { addMachine } from './creation.ts';
import { ROOT_DISK, type MachineRecord } from './machine-record.ts';
import type { MachineRegistry } from './machine-registry.ts';

/** Copying is bounded by the disk; a day means that something hangs. */
const COPY_TIMEOUT_MS = 24 * 3600 * 1000;
const PROGRESS_INTERVAL_MS = 250;
/** Of st_blocks, stat(2). */
const BLOCK_BYTES = 512;

export interface CloningDeps {
  registry: MachineRegistry;
  activity: ActivityLog;
  home: string;
}

/**
 * Copies a stopped machine with its disks. Must run in the source's queue, so that it is not started
 * meanwhile.
 * @throws MACHINE_RUNNING, NAME_TAKEN, STORAGE_FULL, CANCELLED
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
  const from = machinePaths(deps.home, source.id).diskPath(ROOT_DISK);
  await addMachine(deps, clone, async (disksDir) => {
    await copyDisk(from, join(disksDir, ROOT_DISK), request.task);
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

/**
 * cp(1) shares extents where the file system can, and keeps holes; Node's copyFile does only the former. The
 * folder of the source belongs to the machine's account and this may be root, so it is opened here, links
 * not followed, and cp gets the descriptor.
 */
async function copyDisk(from: string, to: string, task: TaskHandle): Promise<void> {
  await using source = await openPlainDisk(from);
  const { blocks } = await source.stat();
  const total = blocks * BLOCK_BYTES;
  const timer = setInterval(() => {
    void allocatedBytes(to).then((done) => task.progress(total === 0 ? 1 : Math.min(1, done / total)));
  }, PROGRESS_INTERVAL_MS);
  try {
    const opened = `/proc/${process.pid}/fd/${source.fd}`;
    const result = await runCommand('cp', ['--reflink=auto', '--sparse=always', '--', opened, to], {
      timeoutMs: COPY_TIMEOUT_MS,
      // Its words are looked at.
      env: { ...process.env, LC_ALL: 'C' },
      signal: task.signal,
    });
    if (result.code !== 0) throw copyError(result.stderr);
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  } finally {
    clearInterval(timer);
  }
}

async function openPlainDisk(path: string): Promise<FileHandle> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const details = { path };
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new UmlautError('DISK_MISSING', 'The disk of the machine is missing.', { details, cause });
    }
    throw new UmlautError('DISK_INVALID', 'The disk of the machine cannot be opened.', { details, cause });
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new UmlautError('DISK_INVALID', 'The disk of the machine is not a regular file.', { details });
}

function copyError(stderr: string): UmlautError {
  const text = stderr.trim();
  if (/No space left on device|Disk quota exceeded/.test(text)) {
    return new UmlautError('STORAGE_FULL', 'There is no room for the copy: nothing was changed.', {
      hint: 'Make room, for instance by deleting machines that nobody needs.',
    });
  }
  return new UmlautError('DISK_INVALID', 'The disk could not be copied.', { details: { message: text } });
}
