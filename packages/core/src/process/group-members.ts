import { listProcesses } from './list-processes.ts';
import type { ProcessIdentity } from './process-identity.ts';

/**
 * Who is in the process group that `leader` leads or led, zombies included. Nobody when its pid belongs to
 * another process now: the kernel gives a number away only once the group of that number is gone, too.
 */
export function groupMembers(leader: ProcessIdentity): ProcessIdentity[] {
  const members = listProcesses().filter(({ groupId }) => groupId === leader.pid);
  const present = members.find(({ pid }) => pid === leader.pid);
  if (present !== undefined && present.startTime !== leader.startTime) return [];
  return members.map(({ pid, startTime }) => ({ pid, startTime }));
}
