import { link, rename, unlink } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { newShareNameProblem, type ShareEntry } from '@umlaut/contracts/model';
import { toEntry } from './list-share.ts';
import { nameTaken } from './make-folder.ts';
import { inShareWords, isErrno } from './share-error.ts';
import { openParent, type ShareFolder } from './share-folder.ts';

interface Place {
  folder: ShareFolder;
  name: string;
}

/**
 * Gives an entry another name or place in the same share; a link is renamed itself.
 * @throws UmlautError INVALID_INPUT, NAME_TAKEN with field `to`, SHARE_ENTRY_NOT_FOUND, SHARE_ENTRY_UNUSABLE
 */
export async function renameShareEntry(shareDir: string, path: string, to: string): Promise<ShareEntry> {
  const from = await openParent(shareDir, path);
  await using _from = from.folder;
  const target = await openParent(shareDir, to, 'to');
  await using _target = target.folder;
  const problem = newShareNameProblem(target.name);
  if (problem !== null) throw new UmlautError('INVALID_INPUT', problem, { field: 'to' });
  return await inShareWords(path, async () => {
    const info = await from.folder.stat(from.name);
    if (info.isDirectory()) await moveFolder(from, target);
    else await moveOther(from, target);
    await from.folder.sync();
    await target.folder.sync();
    return toEntry(Buffer.from(target.name), info);
  });
}

/** rename(2) puts a folder only in the place of an empty one: nothing is lost, should one appear meanwhile. */
async function moveFolder(from: Place, to: Place): Promise<void> {
  if ((await to.folder.find(to.name)) !== null) throw nameTaken('to');
  try {
    await rename(from.folder.at(from.name), to.folder.at(to.name));
  } catch (error) {
    if (isErrno(error, 'EEXIST', 'ENOTEMPTY')) throw nameTaken('to');
    if (isErrno(error, 'EINVAL')) {
      throw new UmlautError('INVALID_INPUT', 'A folder cannot go into itself.', {
        field: 'to',
        cause: error,
      });
    }
    throw error;
  }
}

/** link(2), for rename(2) would replace; it follows no link in either name. */
async function moveOther(from: Place, to: Place): Promise<void> {
  try {
    await link(from.folder.at(from.name), to.folder.at(to.name));
  } catch (error) {
    if (isErrno(error, 'EEXIST')) throw nameTaken('to');
    throw error;
  }
  await unlink(from.folder.at(from.name));
}
