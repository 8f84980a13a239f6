import type { StatusTone } from './machine-status.ts';

/**
 * How a guest's interface stands by its /sys/class/net/NAME/operstate, in a word. A `vec` driver has no carrier to tell
 * of: the kernel calls such an interface "unknown" while it is switched on (RFC 2863). Whether frames pass is then for
 * its link to say, not for this. Pure.
 */
export function operstateWords(operstate: string): { tone: StatusTone; label: string } {
  if (operstate === 'up') return { tone: 'good', label: 'up' };
  if (operstate === 'unknown') return { tone: 'idle', label: 'on' };
  if (operstate === 'down') return { tone: 'warn', label: 'down' };
  return { tone: 'warn', label: operstate };
}
