import { readFileSync } from 'node:fs';

/**
 * Real uid of a process, from /proc/PID/status (proc_pid_status(5)); null when there is no such process. The
 * owner of the folder /proc/PID would be root for a process that may not be dumped.
 */
export function processOwner(pid: number): number | null {
  try {
    const uid = /^Uid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return uid === undefined ? null : Number(uid);
  } catch {
    return null;
  }
}
