import type { ByteRange } from './byte-range.ts';

/** Block size of common file systems: holes come in these. */
const PAGE = 4096;
const ZEROS = Buffer.alloc(PAGE);

/** A piece of a disk that is all zero, or not, page by page. */
export interface Piece extends ByteRange {
  zero: boolean;
}

/**
 * Splits bytes where pages that are all zero begin and end. Pages are those of the disk: the first may be cut. Without
 * a whole page of zeros it is all one piece, which one native search finds out: a thread that has just begun runs this
 * loop slowly. Pure.
 * @param offset of the first byte on the disk; the pieces are offsets on the disk as well
 */
export function* zeroRuns(bytes: Buffer, offset: number): Generator<Piece> {
  if (bytes.length > 0 && !bytes.includes(ZEROS)) {
    yield { start: offset, end: offset + bytes.length, zero: false };
    return;
  }
  let piece: Piece | null = null;
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + PAGE - ((offset + at) % PAGE));
    const zero = bytes[at] === 0 && bytes.compare(ZEROS, 0, end - at, at, end) === 0;
    if (piece !== null && piece.zero === zero) piece.end = offset + end;
    else {
      if (piece !== null) yield piece;
      piece = { start: offset + at, end: offset + end, zero };
    }
    at = end;
  }
  if (piece !== null) yield piece;
}
