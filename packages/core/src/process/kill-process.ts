import { isAlive } from './is-alive.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { sendSignal } from './send-signal.ts';

/**
 * Signals exactly this process, never another one that got its pid later. False when it is gone.
 * @throws Error with code EPERM when the process belongs to somebody else.
 */
export function killProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  return isAlive(identity) && sendSignal(identity.pid, signal);
}
