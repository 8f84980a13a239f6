import { readFileSync, readdirSync } from 'node:fs';
import { readStat, type ProcessStat } from '../process/index.ts';

export interface TreeProcess {
  stat: ProcessStat;
  threads: number;
}

/** More than a machine ever has; UML runs each process of its guest in one of its own. */
const MAX_PROCESSES = 4_096;

/**
 * A process and its descendants, by /proc/PID/task/PID/children: much cheaper than a scan of /proc when there
 * are many others. What starts meanwhile may be missing. Empty when there is no such process.
 */
export function readProcessTree(root: number): TreeProcess[] {
  const found = new Map<number, TreeProcess>();
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined && found.size < MAX_PROCESSES; pid = waiting.pop()) {
    const stat = found.has(pid) ? null : readStat(pid);
    if (stat === null) continue;
    found.set(pid, { stat, threads: countThreads(pid) });
    waiting.push(...childrenOfMainThread(pid));
  }
  return [...found.values()];
}

function countThreads(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).length;
  } catch {
    return 1;
  }
}

/** Neither Node nor UML starts processes in another thread. */
function childrenOfMainThread(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
    return text.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
