import { fsyncSync, ftruncateSync } from 'node:fs';
import { UmlautError } from '@umlaut/contracts/errors';
import { diskFailure } from './disk-failure.ts';
import { requireGrowth } from './disk-growth.ts';
import { isCow } from './open-cow.ts';
import { OpenDisk } from './open-disk.ts';

/**
 * Makes a raw image larger; what is added is a hole. The file system in it has to be grown in the guest. Copy-on-write
 * files over this image are refused by the kernel from then on: that is the caller's to know.
 *
 * A copy-on-write file cannot grow: its size is its backing file's, or the kernel refuses it. `mergeCow` with
 * `sizeBytes` makes a larger raw image of both.
 * @throws INVALID_INPUT (smaller), DISK_INVALID (a copy-on-write file), DISK_IN_USE, DISK_MISSING, STORAGE_FULL
 */
export function growDisk({ path, sizeBytes }: { path: string; sizeBytes: number }): { sizeBytes: number } {
  using disk = OpenDisk.open(path, { write: true });
  if (isCow(disk)) {
    throw new UmlautError(
      'DISK_INVALID',
      `${path} is a copy-on-write file: its size is that of its backing file`,
      {
        hint: 'Merge it with its backing file into a raw image of the wanted size',
        details: { path },
      },
    );
  }
  disk.lock('exclusive');
  const size = requireGrowth(path, disk.sizeBytes, sizeBytes);
  try {
    if (size > disk.sizeBytes) ftruncateSync(disk.fd, size);
    fsyncSync(disk.fd);
  } catch (error) {
    throw diskFailure(error, path);
  }
  return { sizeBytes: size };
}
