import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { diskFailure } from './disk-failure.ts';

/** File systems without hard links. */
const NO_LINKS = new Set(['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EMLINK']);

/**
 * Makes a file that has its name only when it is whole and on the disk: until then it has another one beside it,
 * which `removeUnfinished` knows should the process be killed. Never overwrites.
 * @param fill gets a descriptor, open for reading and writing
 * @throws DISK_IN_USE (there is one), STORAGE_FULL, DISK_INVALID, and what `fill` throws; nothing is left then
 */
export function writeNewFile(path: string, mode: number, fill: (fd: number) => void): void {
  requireFree(path);
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const fd = openSync(temporary, 'wx+', mode);
    try {
      fill(fd);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    giveName(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw diskFailure(error, path);
  }
  syncFolder(dirname(path));
}

/** Other than rename(2), link(2) fails when the name was taken meanwhile. */
function giveName(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
    unlinkSync(temporary);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!NO_LINKS.has(code)) throw error;
    requireFree(path);
    renameSync(temporary, path);
  }
}

function requireFree(path: string): void {
  if (!existsSync(path)) return;
  throw new UmlautError('DISK_IN_USE', `There is already a file ${path}`, { details: { path } });
}

/** Makes new and removed names in a folder survive a power cut. */
export function syncFolder(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
