import { findData, type DataRange } from '@umlaut/hostio';

/** Bytes from `start` up to, not including, `end`. */
export type ByteRange = DataRange;

/** Tells data from holes for offsets that only grow; asks the kernel once for each piece of data. */
export class DataCursor {
  readonly #fd: number;
  #found: ByteRange | null = { start: 0, end: 0 };

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** The data within a range, in order. */
  *within({ start, end }: ByteRange): Generator<ByteRange> {
    for (let at = start; at < end;) {
      if (this.#found !== null && this.#found.end <= at) this.#found = findData(this.#fd, at);
      if (this.#found === null || this.#found.start >= end) return;
      const data = { start: Math.max(at, this.#found.start), end: Math.min(end, this.#found.end) };
      yield data;
      at = data.end;
    }
  }
}

/** Bytes of the ranges together. */
export function totalLength(ranges: Iterable<ByteRange>): number {
  let bytes = 0;
  for (const { start, end } of ranges) bytes += end - start;
  return bytes;
}
