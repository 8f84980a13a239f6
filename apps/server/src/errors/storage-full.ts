import { UmlautError } from '@umlaut/contracts/errors';

/** ENOSPC, EDQUOT: the file system; SQLITE_FULL: SQLite's own word for it. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

/** STORAGE_FULL when the error, or what caused it, says that the disk is full; otherwise null. */
export function toStorageFull(error: unknown): UmlautError | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string' && FULL.has(at.code)) {
      return new UmlautError('STORAGE_FULL', 'The disk of this host is full: nothing was changed.', {
        hint: 'Make room, for instance by deleting machines or images that nobody needs, and try again.',
        cause: error,
      });
    }
  }
  return null;
}
