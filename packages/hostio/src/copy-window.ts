import { addon } from './addon.ts';
import type { DataRange } from './sparse-file.ts';

export interface CopiedWindow {
  to: number;
  from: number;
  /** In the target. */
  offset: number;
  /** How far later the bytes lie in the source. */
  shift: number;
  /** Room for the bytes on their way; as many are copied. */
  scratch: Uint8Array;
}

/**
 * Copies bytes of one file into another. Whole pages of the target that would be all zero are not written.
 * @returns where those are, in order; for the target may have other bytes there
 * @throws Error with code ENODATA when the source ends before
 */
export function copyWindow({ to, from, offset, shift, scratch }: CopiedWindow): DataRange[] {
  const ends = addon().copyWindow(scratch, to, from, offset, shift);
  if (ends === null) return [];
  return Array.from({ length: ends.length / 2 }, (_, index) => ({
    start: ends[2 * index] ?? 0,
    end: ends[2 * index + 1] ?? 0,
  }));
}
