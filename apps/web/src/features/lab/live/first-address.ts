import type { Machine, NicState } from '@umlaut/contracts/model';
import { nicKey } from './live-store.ts';

/** The address that stands on a machine: the first that is known of its interfaces; null while it is off. */
export function firstAddress(machine: Machine, nics: ReadonlyMap<string, NicState>): string | null {
  if (machine.state.phase === 'stopped') return null;
  for (const { number } of machine.nics) {
    const known = nics.get(nicKey(machine.id, number))?.addresses[0];
    if (known !== undefined) return known;
  }
  return null;
}
