import type { ProcessIdentity } from './process-identity.ts';
import { readStat } from './read-stat.ts';
import { sendSignal } from './send-signal.ts';

/**
 * Signals the process group that `leader` leads or led. The group outlives its leader (UML 6.1 leaves its
 * I/O helpers behind when SIGKILLed) and as long as it does the kernel hands its number to nobody else; so
 * a missing leader is fine, but a different process under its pid means that the whole group is gone.
 * False when there was nobody to signal.
 */
export function killGroup(leader: ProcessIdentity, signal: NodeJS.Signals): boolean {
  // 0 and 1 would mean "my own group" and "everybody" to kill(2).
  if (leader.pid <= 1) return false;
  const stat = readStat(leader.pid);
  if (stat !== null && (stat.startTime !== leader.startTime || stat.groupId !== leader.pid)) return false;
  return sendSignal(-leader.pid, signal);
}
