import type { Task } from '@umlaut/contracts/model';

/** How far a task is, in a few words: "12 of 40, 1 failed", "Building the file system". */
export function describeTask(task: Task): string {
  const failed = task.items.filter(({ ok }) => !ok).length;
  const done = task.items.length;
  if (task.state === 'running') {
    if (task.machineIds.length <= 1) return task.step;
    return `${done} of ${task.machineIds.length} done${failed === 0 ? '' : `, ${failed} failed`}`;
  }
  if (task.state === 'cancelled') return done === 0 ? 'Cancelled' : `Cancelled after ${done}`;
  if (failed > 0) return `${done - failed} done, ${failed} failed`;
  if (task.state === 'failed') return task.error?.message ?? 'Failed';
  return done > 1 ? `${done} done` : 'Done';
}
