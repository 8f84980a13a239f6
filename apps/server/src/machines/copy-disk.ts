import { isUmlautError, UmlautError } from '@umlaut/contracts/errors';
import type { DiskWorker } from '@umlaut/core/disks';
import { Pace } from '../tasks/pace.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';

/** Copies a disk as part of a task. @throws DISK_MISSING, DISK_INVALID, DISK_IN_USE, STORAGE_FULL, CANCELLED */
export async function copyDisk(
  disks: Pick<DiskWorker, 'run'>,
  copy: { from: string; to: string },
  task: Pick<TaskHandle, 'signal' | 'progress'>,
): Promise<void> {
  const pace = new Pace();
  try {
    await disks.run('clone', copy, {
      signal: task.signal,
      onProgress: (progress) => {
        const { doneBytes, totalBytes } = progress;
        task.progress(totalBytes === 0 ? 1 : doneBytes / totalBytes, `Copying: ${pace.tell(progress)}`);
      },
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
