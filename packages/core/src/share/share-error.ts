import { isUmlautError, UmlautError } from '@umlaut/contracts/errors';
import { asStorageError } from '../process/index.ts';
import { shownName } from './shown-name.ts';

export function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** A failure of the file system, in words about an entry of the share. Unforeseen ones stay as they are. */
export function shareError(error: unknown, path: string): unknown {
  if (isUmlautError(error)) return error;
  const shown = path === '' ? 'The share folder' : `"${shownName(Buffer.from(path))}"`;
  const options = { field: 'path', cause: error };
  if (isErrno(error, 'ENOENT')) {
    return new UmlautError('SHARE_ENTRY_NOT_FOUND', `${shown} is not in the share folder.`, {
      ...options,
      hint: 'The guest or somebody else may have renamed or deleted it: look again',
    });
  }
  if (isErrno(error, 'ENOTDIR', 'ELOOP')) {
    return new UmlautError('SHARE_ENTRY_UNUSABLE', `${shown} is not a folder, or leads through a link.`, {
      ...options,
      hint: 'Links in the share folder are never followed; open it in the guest',
    });
  }
  if (isErrno(error, 'EACCES', 'EPERM', 'EROFS')) {
    return new UmlautError('SHARE_ENTRY_UNUSABLE', `${shown} does not allow that.`, {
      ...options,
      hint: 'Change its permissions in the guest with chmod, and try again',
    });
  }
  if (isErrno(error, 'ENAMETOOLONG', 'EINVAL')) {
    return new UmlautError('INVALID_INPUT', `${shown} cannot have that place or name.`, options);
  }
  return asStorageError(error, 'the share folder');
}

export async function inShareWords<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw shareError(error, path);
  }
}
