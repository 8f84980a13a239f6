import { stat } from 'node:fs/promises';

/** Bytes that a file occupies (st_blocks are 512 bytes, stat(2)); 0 when there is none. */
export async function allocatedBytes(path: string): Promise<number> {
  const info = await stat(path).catch(() => null);
  return info === null ? 0 : info.blocks * 512;
}
