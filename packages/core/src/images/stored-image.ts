import { readdir, stat } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { imageId, type Image, type ImageId } from '@umlaut/contracts/model';
import { imageFile, readRecord } from './image-record.ts';

/** An image in the folder of images: all of `Image` that the folder itself knows. */
export type StoredImage = Omit<Image, 'machineCount' | 'problem' | 'isDefault'>;

/** Images in a folder, oldest first. Files that are not named `<id>.img` are not looked at. */
export async function listImages(dir: string): Promise<StoredImage[]> {
  const names = await readdir(dir);
  const ids = names.flatMap((name) => {
    const id = imageId.safeParse(name.endsWith('.img') ? name.slice(0, -'.img'.length) : null);
    return id.success ? [id.data] : [];
  });
  const images = await Promise.all(ids.map(async (id) => findImage(dir, id)));
  return images
    .filter((found) => found !== null)
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id));
}

/** @throws UmlautError IMAGE_NOT_FOUND */
export async function readImage(dir: string, id: ImageId): Promise<StoredImage> {
  const found = await findImage(dir, id);
  if (found === null)
    throw new UmlautError('IMAGE_NOT_FOUND', `There is no image ${id}`, { details: { id } });
  return found;
}

async function findImage(dir: string, id: ImageId): Promise<StoredImage | null> {
  const path = imageFile(dir, id);
  const file = await stat(path).catch(() => null);
  if (file === null || !file.isFile()) return null;
  const record = await readRecord(dir, id);
  return {
    id,
    label: record?.label ?? id,
    description: record?.description ?? '',
    origin: record?.origin ?? 'imported',
    sha256: record?.sha256 ?? null,
    createdAt: record?.createdAt ?? file.mtime.toISOString(),
    path,
    sizeBytes: file.size,
    allocatedBytes: file.blocks * 512,
  };
}
