import { readFileSync, readdirSync } from 'node:fs';

/**
 * Processor time that a process has used so far, all its threads together, in milliseconds: the first field
 * of /proc/PID/task/TID/schedstat, nanoseconds, far finer than the ticks of /proc/PID/stat.
 * @throws Error with code ENOENT when the process is gone
 */
export function cpuTimeMs(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((tid) => {
    const [running] = readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'utf8').split(' ');
    return Number(running);
  });
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}
