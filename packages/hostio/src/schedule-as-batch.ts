import { addon } from './addon.ts';

/**
 * From now on this thread lets others finish when something comes in for it, where it would interrupt them
 * otherwise (SCHED_BATCH, sched(7)). It still has its full share, and starts at once where a processor is free.
 * Needs no privilege.
 */
export function scheduleAsBatch(): void {
  addon().scheduleAsBatch();
}
