import { createHash } from 'node:crypto';
import { DataCursor, type ByteRange } from './byte-range.ts';
import { readFully } from './read-write.ts';

const WINDOW_BYTES = 1024 * 1024;

/**
 * SHA-256 of a part of a file, in hexadecimal. Holes are hashed without being read.
 * @param onBytes called with the length of each step
 */
export function digestRange(
  fd: number,
  range: ByteRange,
  onBytes: (bytes: number) => void = () => {},
): string {
  const hash = createHash('sha256');
  const length = Math.min(WINDOW_BYTES, range.end - range.start);
  const window = Buffer.alloc(length);
  const zeros = Buffer.alloc(length);
  let at = range.start;
  const add = (end: number, isData: boolean): void => {
    while (at < end) {
      const bytes = (isData ? window : zeros).subarray(0, Math.min(length, end - at));
      if (isData) readFully(fd, bytes, at);
      hash.update(bytes);
      at += bytes.length;
      onBytes(bytes.length);
    }
  };
  for (const { start, end } of new DataCursor(fd).within(range)) {
    add(start, false);
    add(end, true);
  }
  add(range.end, false);
  return hash.digest('hex');
}
