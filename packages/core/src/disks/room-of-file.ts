import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { countSharedBytes } from '@umlaut/hostio';

/** What a file occupies on the host. */
export interface RoomOfFile {
  /** st_blocks: all of it, also what it shares with others. */
  allocatedBytes: number;
  /** What no other file has: deleting the file gives this back, and no more. */
  ownBytes: number;
}

/** Of st_blocks, stat(2). */
const BLOCK_BYTES = 512;
const NOTHING: RoomOfFile = { allocatedBytes: 0, ownBytes: 0 };
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Measures a file; nothing when there is none. A link is not followed. Never throws. */
export async function measureRoom(path: string): Promise<RoomOfFile> {
  const file = await open(path, FLAGS).catch(() => null);
  if (file === null) return NOTHING;
  try {
    const info = await file.stat();
    if (!info.isFile()) return NOTHING;
    const allocatedBytes = info.blocks * BLOCK_BYTES;
    return { allocatedBytes, ownBytes: Math.max(0, allocatedBytes - (await countSharedBytes(file.fd))) };
  } finally {
    await file.close();
  }
}
