import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import { isOutOfRoom } from '../cow/out-of-room.ts';

/** What a failed system call on a disk means to its owner; an UmlautError stays as it is. */
export function diskFailure(error: unknown, path: string): UmlautError {
  if (isUmlautError(error)) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const more = { details: { path, code }, cause: error };
  if (isOutOfRoom(code)) {
    const hint = 'Make room on that file system and try again';
    return new UmlautError('STORAGE_FULL', `There is no room for the disk ${path}`, { hint, ...more });
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new UmlautError('DISK_MISSING', `There is no disk ${path}`, more);
  }
  if (code === 'EEXIST') return new UmlautError('DISK_IN_USE', `There is already a file ${path}`, more);
  return new UmlautError('DISK_INVALID', `The disk ${path} cannot be worked on: ${code}`, more);
}
