import { kill } from 'node:process';

/**
 * kill(2): true when the signal was sent, false when there was nobody to get it (ESRCH). A negative
 * `target` is a process group. Any other failure (EPERM, a bad signal name) throws.
 */
export function sendSignal(target: number, signal: NodeJS.Signals): boolean {
  try {
    kill(target, signal);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
