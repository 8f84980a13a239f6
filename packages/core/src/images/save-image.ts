import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { asStorageError } from '../process/index.ts';
import { inspectImage } from './inspect-image.ts';
import { storeImage } from './store-image.ts';
import type { StoredImage } from './stored-image.ts';

export interface SaveImageOptions {
  /** The folder of images. */
  dir: string;
  /** For people; the id is derived from it. */
  label: string;
  description?: string | undefined;
  /** Makes the image at this path, whole and synced. @returns its SHA-256 */
  make: (path: string) => Promise<string>;
}

/**
 * Takes an image that is made here, of a machine's disk for instance, into the library. Nothing is left behind when it
 * fails.
 * @throws UmlautError IMAGE_INVALID (no machine could boot from it), STORAGE_FULL, and what `make` throws
 */
export async function saveImage({
  dir,
  label,
  description = '',
  make,
}: SaveImageOptions): Promise<StoredImage> {
  const workDir = await mkdtemp(join(dir, '.import-'));
  const path = join(workDir, 'image');
  try {
    const sha256 = await make(path);
    await inspectImage(path);
    await chmod(path, 0o444);
    const createdAt = new Date().toISOString();
    return await storeImage(dir, path, { label, description, origin: 'saved', sha256, createdAt });
  } catch (error) {
    throw asStorageError(error, dir);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
