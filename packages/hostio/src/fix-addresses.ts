import { addon } from './addon.ts';

/**
 * What this thread starts from now on finds its memory at the same addresses each time (ADDR_NO_RANDOMIZE,
 * personality(2)). Needs no privilege, but filters of containers may refuse it.
 * @returns whether it was allowed
 */
export function fixAddresses(): boolean {
  return addon().fixAddresses();
}
