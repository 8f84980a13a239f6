import { listProcesses } from './list-processes.ts';
import type { ProcessIdentity } from './process-identity.ts';
import type { ProcessStat } from './parse-stat.ts';

/** All descendants of a process, nearest first, without the process itself; one scan of /proc. */
export function childrenOf(pid: number): ProcessIdentity[] {
  const byParent = Map.groupBy(listProcesses(), ({ parentPid }) => parentPid);
  return descendantsIn(byParent, pid).map(({ pid: child, startTime }) => ({ pid: child, startTime }));
}

/** The same over a scan that was taken already, grouped by parent. Pure. */
export function descendantsIn(
  byParent: ReadonlyMap<number, readonly ProcessStat[]>,
  pid: number,
): ProcessStat[] {
  const found: ProcessStat[] = [];
  const seen = new Set([pid]);
  let generation = byParent.get(pid) ?? [];
  while (generation.length > 0) {
    // A scan is no snapshot: pids that change hands meanwhile could otherwise make a circle.
    const fresh = generation.filter((process) => !seen.has(process.pid));
    for (const process of fresh) seen.add(process.pid);
    found.push(...fresh);
    generation = fresh.flatMap((process) => byParent.get(process.pid) ?? []);
  }
  return found;
}
