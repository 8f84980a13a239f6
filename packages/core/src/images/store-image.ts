import { link, rm } from 'node:fs/promises';
import { imageId } from '@umlaut/contracts/model';
import { slugs, syncDirectory } from '../process/index.ts';
import { imageFile, recordFile, writeRecord, type ImageRecord } from './image-record.ts';
import { readImage, type StoredImage } from './stored-image.ts';

/**
 * Gives a finished file (complete, synced, read-only, in the same file system) a name in the folder of
 * images, the first free one for its label, and a record beside it.
 */
export async function storeImage(
  dir: string,
  finishedPath: string,
  record: Omit<ImageRecord, 'id'>,
): Promise<StoredImage> {
  for (const slug of slugs(withoutSuffix(record.label), 'image')) {
    const id = imageId.parse(slug);
    // link(2) fails where rename(2) would replace; of two imports at once, each gets a name of its own.
    if (!(await linkUnlessTaken(finishedPath, imageFile(dir, id)))) continue;
    try {
      await writeRecord(dir, { ...record, id });
      await syncDirectory(dir);
      return await readImage(dir, id);
    } catch (error) {
      await rm(imageFile(dir, id), { force: true });
      await rm(recordFile(dir, id), { force: true });
      throw error;
    }
  }
  throw new Error('unreachable: there is always another slug');
}

async function linkUnlessTaken(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** "root.ext4" is called "root", for its file is `root.img` anyway. */
function withoutSuffix(label: string): string {
  return label.replace(/\.(img|raw|ext[234]|xfs|btrfs|squashfs)$/i, '');
}
