import { readSync, writeSync } from 'node:fs';
import { UmlautError } from '@umlaut/contracts/errors';

/** Reads all of the buffer. @throws DISK_INVALID when the file ends before */
export function readFully(fd: number, buffer: Uint8Array, offset: number): void {
  for (let at = 0; at < buffer.length;) {
    const count = readSync(fd, buffer, at, buffer.length - at, offset + at);
    if (count === 0) throw cutShort(offset + at);
    at += count;
  }
}

export function cutShort(offset: number): UmlautError {
  return new UmlautError('DISK_INVALID', 'The disk became shorter while it was read', {
    details: { offset },
  });
}

export function writeFully(fd: number, bytes: Uint8Array, offset: number): void {
  for (let at = 0; at < bytes.length;) {
    at += writeSync(fd, bytes, at, bytes.length - at, offset + at);
  }
}
