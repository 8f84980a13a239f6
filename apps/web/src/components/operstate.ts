import type { StatusTone } from './machine-status.ts';

/**
 * How a guest's interface stands by its /sys/class/net/NAME/operstate, in a word. A `vec` driver has no carrier to tell
 * of: the kernel calls such an interface "unknown" while it is up (RFC 2863). Pure.
 */
export function operstateWords(operstate: string): { tone: StatusTone; label: string } {
  if (operstate === 'up' || operstate === 'unknown') return { tone: 'good', label: 'up' };
  if (operstate === 'down') return { tone: 'idle', label: 'down' };
  return { tone: 'warn', label: operstate };
}
