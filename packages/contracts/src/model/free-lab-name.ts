import { MAX_SNAPSHOT_NAME_LENGTH } from './limits.ts';

/** `stem`, or "stem 2", "stem 3", ... when that is taken. */
export function freeLabName(stem: string, labs: readonly { name: string }[]): string {
  const taken = new Set(labs.map(({ name }) => name));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${number}`;
    const name = stem.slice(0, MAX_SNAPSHOT_NAME_LENGTH - suffix.length) + suffix;
    if (!taken.has(name)) return name;
  }
}
