import type { TaskId } from '@umlaut/contracts/model';
import { onNumberedEvent } from '../live/live.ts';

/** Calls back once, when a task that is under way has ended, however it ended. */
export function whenTaskEnds(id: TaskId, then: () => void): void {
  const leave = onNumberedEvent((event) => {
    if (event.type !== 'task.changed' || event.task.id !== id || event.task.state === 'running') return;
    leave();
    then();
  });
}
