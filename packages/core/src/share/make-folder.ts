import { constants } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { newShareNameProblem, type ShareEntry } from '@umlaut/contracts/model';
import type { ShareAccount } from './account.ts';
import { toEntry } from './list-share.ts';
import { inShareWords, isErrno } from './share-error.ts';
import { openParent } from './share-folder.ts';

/** @throws UmlautError INVALID_INPUT, NAME_TAKEN, SHARE_ENTRY_NOT_FOUND, SHARE_ENTRY_UNUSABLE, STORAGE_FULL */
export async function makeShareFolder(
  shareDir: string,
  path: string,
  account: ShareAccount,
): Promise<ShareEntry> {
  const parent = await openParent(shareDir, path);
  await using folder = parent.folder;
  const { name } = parent;
  const problem = newShareNameProblem(name);
  if (problem !== null) throw new UmlautError('INVALID_INPUT', problem, { field: 'path' });
  return await inShareWords(path, async () => {
    try {
      await mkdir(folder.at(name), 0o755);
    } catch (error) {
      if (isErrno(error, 'EEXIST')) throw nameTaken('path');
      throw error;
    }
    const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
    await using made = await open(folder.at(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    // The guest may have put another folder in its place: one that is empty gives nothing away.
    const isEmpty = (await readdir(`/proc/self/fd/${made.fd}/.`)).length === 0;
    if (account !== null && isEmpty) await made.chown(account.uid, account.gid);
    if (isEmpty) await made.chmod(0o755);
    await folder.sync();
    return toEntry(Buffer.from(name), await made.stat());
  });
}

export function nameTaken(field: string): UmlautError {
  return new UmlautError('NAME_TAKEN', 'There is something of that name already.', {
    field,
    hint: 'Choose another name, or delete what has it',
  });
}
