import { closeSync, openSync, readSync } from 'node:fs';
import { PACKET_BLOCK } from './pcapng-codec.ts';

const READ_BYTES = 1_048_576;

/** What an earlier process left of a half: blocks that are whole. */
export interface KeptHalf {
  bytes: number;
  frames: number;
}

/**
 * Looks through a file as far as its blocks are whole: a process that was killed may have left half a block behind.
 * @returns null when there is no such file, or it does not begin with `header`
 * @throws ErrnoException when it cannot be read
 */
export function findKeptHalf(path: string, header: Buffer): KeptHalf | null {
  let fd;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    const begin = Buffer.alloc(header.length);
    if (readSync(fd, begin, 0, begin.length, 0) < begin.length || !begin.equals(header)) return null;
    return countBlocks(fd, header.length);
  } finally {
    closeSync(fd);
  }
}

/** A block is its type, its length, its body and its length again. */
function countBlocks(fd: number, from: number): KeptHalf {
  const kept = { bytes: from, frames: 0 };
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  for (;;) {
    const length = readSync(fd, buffer, 0, buffer.length, kept.bytes);
    const before = kept.bytes;
    for (let at = 0; at + 12 <= length;) {
      const size = buffer.readUInt32LE(at + 4);
      const end = at + size;
      if (size < 12 || size % 4 !== 0 || end > length || buffer.readUInt32LE(end - 4) !== size) break;
      if (buffer.readUInt32LE(at) === PACKET_BLOCK) kept.frames += 1;
      kept.bytes += size;
      at = end;
    }
    // No block is as long as the buffer, so nothing whole is left.
    if (kept.bytes === before) return kept;
  }
}
