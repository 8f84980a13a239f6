import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { storeImage } from './store-image.ts';
import type { StoredImage } from './stored-image.ts';
import { buildTinyImage, type BuildTinyImageOptions } from './tiny/build-tiny-image.ts';

export interface BuildStarterImageOptions extends Omit<BuildTinyImageOptions, 'path'> {
  /** The folder of images. */
  dir: string;
}

/**
 * Builds the starter image into the folder of images as `tiny`, or `tiny-2` and so on when that is taken:
 * an image in use is never replaced. Errors as buildTinyImage.
 */
export async function buildStarterImage(options: BuildStarterImageOptions): Promise<StoredImage> {
  const { dir, ...build } = options;
  const workDir = await mkdtemp(join(dir, '.starter-'));
  try {
    const path = join(workDir, 'image');
    const { busyboxVersion } = await buildTinyImage({ ...build, path });
    return await storeImage(dir, path, {
      label: 'tiny',
      description: `BusyBox ${busyboxVersion}: boots in about a second, a root shell on every console, DHCP.`,
      origin: 'starter',
      sha256: await fileHash(path),
      createdAt: new Date().toISOString(),
    });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}
