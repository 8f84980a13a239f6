import { rm } from 'node:fs/promises';
import type { ImageId } from '@umlaut/contracts/model';
import { syncDirectory } from '../process/index.ts';
import { imageFile, recordFile, writeRecord } from './image-record.ts';
import { readImage, type StoredImage } from './stored-image.ts';

/** Renames or describes an image; its id and file stay. @throws UmlautError IMAGE_NOT_FOUND, STORAGE_FULL */
export async function updateImage(
  dir: string,
  id: ImageId,
  changes: {
    label?: string | undefined;
    description?: string | undefined;
    /** null: not known, while its content changes. */
    sha256?: string | null | undefined;
  },
): Promise<StoredImage> {
  const { label, description, origin, sha256, createdAt } = await readImage(dir, id);
  const record = { id, label, description, origin, sha256, createdAt };
  if (changes.label !== undefined) record.label = changes.label;
  if (changes.description !== undefined) record.description = changes.description;
  if (changes.sha256 !== undefined) record.sha256 = changes.sha256;
  await writeRecord(dir, record);
  return readImage(dir, id);
}

/**
 * Deletes an image. Whether a machine still needs it is the caller's to know.
 * @throws UmlautError IMAGE_NOT_FOUND
 */
export async function removeImage(dir: string, id: ImageId): Promise<void> {
  await readImage(dir, id);
  // The file first: a record alone is not an image, a file alone is.
  await rm(imageFile(dir, id));
  await rm(recordFile(dir, id), { force: true });
  await syncDirectory(dir);
}
