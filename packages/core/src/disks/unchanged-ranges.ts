import type { ByteRange } from './byte-range.ts';

/** To copy what is overwritten later costs less than to go around it. */
const WORTH_SKIPPING_BYTES = 256 * 1024;

/** The ranges of a disk between large changes; small ones are not gone around. Pure. */
export function* unchangedRanges(changed: Iterable<ByteRange>, sizeBytes: number): Generator<ByteRange> {
  let at = 0;
  for (const { start, end } of joined(changed)) {
    if (end - start < WORTH_SKIPPING_BYTES) continue;
    if (start > at) yield { start: at, end: start };
    at = end;
  }
  if (sizeBytes > at) yield { start: at, end: sizeBytes };
}

/** Neighbours as one. */
function* joined(ranges: Iterable<ByteRange>): Generator<ByteRange> {
  let last: ByteRange | null = null;
  for (const range of ranges) {
    if (last?.end === range.start) last = { start: last.start, end: range.end };
    else {
      if (last !== null) yield last;
      last = range;
    }
  }
  if (last !== null) yield last;
}
