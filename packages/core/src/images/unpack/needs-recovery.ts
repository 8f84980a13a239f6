import { open } from 'node:fs/promises';

/** fs/ext4/ext4.h, struct ext4_super_block at byte 1024: s_feature_incompat, EXT4_FEATURE_INCOMPAT_RECOVER. */
const INCOMPATIBLE_AT = 1024 + 96;
const NEEDS_RECOVERY = 0x4;

/** Whether the journal of an ext file system has what the rest of it lacks: it was not unmounted cleanly. */
export async function needsRecovery(imagePath: string): Promise<boolean> {
  const word = Buffer.alloc(4);
  await using image = await open(imagePath);
  await image.read(word, 0, word.length, INCOMPATIBLE_AT);
  return (word.readUInt32LE() & NEEDS_RECOVERY) !== 0;
}
