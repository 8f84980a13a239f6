import type { ProcessIdentity } from './process-identity.ts';
import { readStat } from './read-stat.ts';

/** Whether exactly this process still runs. A zombie counts as dead: it holds no file, lock or memory. */
export function isAlive(identity: ProcessIdentity): boolean {
  const stat = readStat(identity.pid);
  return stat !== null && stat.startTime === identity.startTime && stat.state !== 'Z' && stat.state !== 'X';
}
