import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildTinyImage } from '@umlaut/core/images';
import { CACHE_DIR, REPOSITORY } from './repository.ts';
import { sourceHash } from './source-hash.ts';

const run = promisify(execFile);
const BUSYBOX_PATH = '/usr/bin/busybox';
const BUILD_TIMEOUT_MS = 60_000;

/**
 * A private copy of the starter image, which is built once per version of its builder. (The machines'
 * account may not be able to reach the cache: it lies in the repository, and that perhaps in /root.)
 */
export async function copyTinyImage(path: string): Promise<void> {
  await run('cp', ['--sparse=always', '--reflink=auto', await cachedTinyImage(), path]);
  await chmod(path, 0o444);
}

async function cachedTinyImage(): Promise<string> {
  const key = await sourceHash([join(REPOSITORY, 'packages/core/src/images')]);
  const folder = join(CACHE_DIR, 'images');
  const path = join(folder, `tiny-${key}.ext4`);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  await removeOldImages(folder);
  const temporary = join(folder, `${randomUUID()}.building`);
  try {
    await buildTinyImage({
      path: temporary,
      busyboxPath: BUSYBOX_PATH,
      signal: AbortSignal.timeout(BUILD_TIMEOUT_MS),
    });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  return path;
}

async function removeOldImages(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/^tiny-.*\.ext4$/.test(name)) await rm(join(folder, name), { force: true });
  }
}
