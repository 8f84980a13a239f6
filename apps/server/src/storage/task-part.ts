import type { DiskRunOptions } from '@umlaut/core/disks';
import type { TaskHandle } from '../tasks/task-registry.ts';

/** Work of a disk thread as one part of a task, from one fraction of it to another. */
export function part(
  task: TaskHandle,
  from: number,
  to: number,
  step: string,
): DiskRunOptions & { signal: AbortSignal } {
  task.progress(from, step);
  return {
    signal: task.signal,
    onProgress: ({ doneBytes, totalBytes }) =>
      task.progress(from + (to - from) * (totalBytes === 0 ? 1 : doneBytes / totalBytes), step),
  };
}
