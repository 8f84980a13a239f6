import { constants } from 'node:fs';
import { lstat, open, statfs } from 'node:fs/promises';
import { countSharedBytes } from '@umlaut/hostio';

/** What a file occupies on the host. */
export interface RoomOfFile {
  /** st_blocks: all of it, also what it shares with others. */
  allocatedBytes: number;
  /** What no other file has: deleting the file gives this back. */
  ownBytes: number;
}

/** Of st_blocks, stat(2). */
const BLOCK_BYTES = 512;
const NOTHING: RoomOfFile = { allocatedBytes: 0, ownBytes: 0 };
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** Of statfs(2): ext2 to ext4, and tmpfs. Their files never share, and can be in many pieces. */
const NEVER_SHARE = new Set([0xef_53, 0x01_02_19_94]);

/** Measures files that are looked at together. Links are not followed. */
export class RoomMeter {
  /** By device: whether files of it may share blocks. */
  readonly #devices = new Map<number, Promise<boolean>>();

  /** Nothing when there is no such file. Never throws. */
  async measure(path: string): Promise<RoomOfFile> {
    const info = await lstat(path).catch(() => null);
    if (info === null || !info.isFile()) return NOTHING;
    const allocatedBytes = info.blocks * BLOCK_BYTES;
    const mayShare = this.#devices.get(info.dev) ?? mayShareBlocks(path);
    this.#devices.set(info.dev, mayShare);
    if (allocatedBytes === 0 || !(await mayShare)) return { allocatedBytes, ownBytes: allocatedBytes };
    return { allocatedBytes, ownBytes: Math.max(0, allocatedBytes - (await sharedBytes(path))) };
  }
}

async function mayShareBlocks(path: string): Promise<boolean> {
  const info = await statfs(path).catch(() => null);
  return info === null || !NEVER_SHARE.has(info.type);
}

async function sharedBytes(path: string): Promise<number> {
  const file = await open(path, FLAGS).catch(() => null);
  if (file === null) return 0;
  try {
    return await countSharedBytes(file.fd);
  } finally {
    await file.close();
  }
}
