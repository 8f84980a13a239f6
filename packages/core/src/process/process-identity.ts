import { readStat } from './read-stat.ts';

/** A pid and its start time: together never reused within one boot of the host, unlike the pid alone. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of /proc/PID/stat, as text. */
  readonly startTime: string;
}

/** Identity of the process that has this pid now, zombie or not; null when none has. */
export function processIdentity(pid: number): ProcessIdentity | null {
  const stat = readStat(pid);
  return stat === null ? null : { pid: stat.pid, startTime: stat.startTime };
}
