import { chmod } from 'node:fs/promises';
import { isUmlautError } from '@umlaut/contracts/errors';
import type { DiskWorker } from '@umlaut/core/disks';
import { writeDisk } from '@umlaut/core/disks';
import { machinePaths } from '@umlaut/core/machine';
import type { Logger } from 'pino';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { ImageLibrary } from '../images/image-library.ts';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';
import { part } from './task-part.ts';
import type { PendingMerge, PendingMerges } from './pending-merges.ts';

export interface MergingDeps {
  images: ImageLibrary;
  worker: DiskWorker;
  pending: PendingMerges;
  home: string;
}

/** The work needs a part of the image before the rest can be measured: merging is most of it. */
const MERGE_SHARE = 0.6;
/** Refused before the first byte: nothing is left to do. */
const UNTOUCHED = new Set(['CANCELLED', 'BACKING_CHANGED', 'STORAGE_FULL', 'DISK_IN_USE', 'COW_INVALID']);

/**
 * Writes a disk's changes into its image, empties the disk, and records what the image is now. Whether other disks need
 * the image is the caller's to know, and that the machine does not run.
 * @returns changed bytes
 */
export async function mergeIntoImage(
  deps: MergingDeps,
  merge: PendingMerge,
  task: TaskHandle,
): Promise<number> {
  const { images, worker, pending, home } = deps;
  using _seized = images.seize(merge.imageId);
  const backingPath = images.pathOf(merge.imageId);
  const cowPath = machinePaths(home, merge.id).diskPath(merge.number);
  await pending.add(merge);
  try {
    // Images are read-only, also for their owner.
    await chmod(backingPath, 0o644);
    const watch = part(task, 0, MERGE_SHARE, 'Writing into the image');
    const { changedBytes } = await worker.run('merge-in-place', { cowPath, backingPath }, watch);
    await finishMerge(deps, merge, task);
    return changedBytes;
  } catch (error) {
    if (isUmlautError(error) && UNTOUCHED.has(error.code) && images.halfMergedBy(merge.imageId) === null) {
      await pending.remove(merge);
    }
    throw error;
  } finally {
    await chmod(backingPath, 0o444);
  }
}

/** What comes after the last byte is in the image. */
async function finishMerge(deps: MergingDeps, merge: PendingMerge, task: TaskHandle): Promise<void> {
  const { images, worker, pending, home } = deps;
  const backingPath = images.pathOf(merge.imageId);
  const { signal: _, ...watch } = part(task, MERGE_SHARE, 1, 'Taking its SHA-256');
  // Of its old content: not true any more.
  await images.settle(merge.imageId, { sha256: null });
  await writeDisk(machinePaths(home, merge.id).diskPath(merge.number), { kind: 'cow', backingPath });
  await pending.remove(merge);
  const { sha256 } = await worker.run('digest', { path: backingPath }, watch);
  await images.settle(merge.imageId, { sha256 });
}

export interface MergeRepairDeps extends MergingDeps {
  registry: MachineRegistry;
  activity: ActivityLog;
  log: Logger;
}

const UNWATCHED: TaskHandle = {
  id: 'start' as TaskHandle['id'],
  signal: new AbortController().signal,
  progress: () => {},
  addItem: () => {},
};

/** At start, before anything may use the images: brings merges to their end that a killed server left. */
export async function finishInterruptedMerges(deps: MergeRepairDeps): Promise<void> {
  for (const merge of deps.pending.list()) {
    const entry = deps.registry.find(merge.id);
    try {
      await finishOne(deps, merge);
      void deps.activity.add({
        kind: 'image.merged',
        severity: 'warning',
        actor: 'system',
        ...(entry === null ? {} : { machine: entry.record }),
        message: `Finished the merge into "${merge.imageId}" that was cut off.`,
      });
    } catch (error) {
      deps.log.error({ err: error, merge }, 'a merge that was cut off could not be finished');
      void deps.activity.add({
        kind: 'image.merge-failed',
        severity: 'error',
        actor: 'system',
        ...(entry === null ? {} : { machine: entry.record }),
        message: `The merge into "${merge.imageId}" was cut off and could not be finished: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }
}

async function finishOne(deps: MergeRepairDeps, merge: PendingMerge): Promise<void> {
  try {
    await mergeIntoImage(deps, merge, UNWATCHED);
  } catch (error) {
    const isOther = isUmlautError(error) && error.code === 'BACKING_CHANGED';
    if (!isOther || deps.images.halfMergedBy(merge.imageId) !== null) throw error;
    // No journal, and yet another time than the disk knows: all of it was written, and the disk was not yet emptied.
    // It still has its data, so that writing it once more gives the same.
    const cowPath = machinePaths(deps.home, merge.id).diskPath(merge.number);
    await deps.worker.run('repoint', { cowPath, backingPath: deps.images.pathOf(merge.imageId) });
    await mergeIntoImage(deps, merge, UNWATCHED);
  }
}
