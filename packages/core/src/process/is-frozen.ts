import { readStat } from './read-stat.ts';

/** Whether a signal of the host (SIGSTOP, SIGTSTP...) holds this process, which SIGCONT then sets going. */
export function isFrozen(pid: number): boolean {
  // "t" is a tracer's doing: that goes on by itself.
  return readStat(pid)?.state === 'T';
}
