import type { DiskRunOptions } from '@umlaut/core/disks';
import { Pace } from '../tasks/pace.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';

/** Work of a disk thread as one part of a task, from one fraction of it to another. */
export function part(
  task: TaskHandle,
  from: number,
  to: number,
  step: string,
): DiskRunOptions & { signal: AbortSignal } {
  task.progress(from, step);
  const pace = new Pace();
  return {
    signal: task.signal,
    onProgress: (progress) => {
      const { doneBytes, totalBytes } = progress;
      const done = totalBytes === 0 ? 1 : doneBytes / totalBytes;
      task.progress(from + (to - from) * done, `${step}: ${pace.tell(progress)}`);
    },
  };
}
