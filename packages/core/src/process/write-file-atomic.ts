import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';

export interface WriteFileAtomicOptions {
  /** Permission bits of the file, exactly (the umask does not apply). Default 0o644. */
  mode?: number;
}

/**
 * Replaces a file so that readers, and the disk after a power cut, hold either the whole old text or the
 * whole new one: temporary file beside it, fsync, rename, fsync of the folder.
 * @throws UmlautError STORAGE_FULL, with the old file untouched; other file system errors as they are.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  { mode = 0o644 }: WriteFileAtomicOptions = {},
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await using file = await open(temporary, 'wx', mode);
    await file.chmod(mode);
    await file.writeFile(content);
    await file.sync();
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw asStorageError(error, path);
  }
  await syncDirectory(dirname(path));
}

/** Makes renames, creations and removals in a folder survive a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  await using directory = await open(path, 'r');
  await directory.sync();
}

/** ENOSPC and EDQUOT as STORAGE_FULL; everything else unchanged. */
export function asStorageError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new UmlautError('STORAGE_FULL', `There is no room left to write ${path}`, {
    hint: 'Free some space on that file system and try again',
    details: { path },
    cause: error,
  });
}
