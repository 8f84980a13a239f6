import { addon } from './addon.ts';

/**
 * Bytes of a file in blocks that other files have as well (FIEMAP_EXTENT_SHARED): deleting it does not give them back.
 * Looked up on another thread. @returns 0 where the file system does not tell
 */
export async function countSharedBytes(fd: number): Promise<number> {
  return Math.max(0, await addon().sharedBytes(fd));
}
