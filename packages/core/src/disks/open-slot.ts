import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import { isOutOfRoom } from '../cow/out-of-room.ts';

/**
 * Opens the file of a disk, which keeps its inode for the life of the machine: a sandbox binds files when it is
 * made, and what is written into this one later is seen there. Made when absent.
 *
 * The folder belongs to the machine's account, so what lies there may be a trap to a server run by root: links are
 * not followed, and a second name is not taken.
 * @throws DISK_INVALID, STORAGE_FULL
 */
export async function openSlot(path: string): Promise<FileHandle> {
  const { O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600).catch((cause: unknown) => {
    throw slotError(cause, path);
  });
  const info = await file.stat();
  if (info.isFile() && info.nlink === 1) return file;
  await file.close();
  throw new UmlautError('DISK_INVALID', `The disk ${path} is not a plain file with a single name`, {
    details: { path },
  });
}

export function slotError(cause: unknown, path: string): unknown {
  if (isUmlautError(cause) || !(cause instanceof Error) || !('code' in cause)) return cause;
  const details = { path, code: cause.code };
  if (isOutOfRoom(cause.code)) {
    return new UmlautError('STORAGE_FULL', `There is no room for a disk of this size at ${path}`, {
      hint: 'Make room, or choose a smaller disk.',
      details,
      cause,
    });
  }
  return new UmlautError('DISK_INVALID', `The disk ${path} cannot be written: ${String(cause.code)}`, {
    details,
    cause,
  });
}
