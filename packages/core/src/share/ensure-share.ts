import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ShareAccount } from './account.ts';
import { isErrno, shareError } from './share-error.ts';
import { ShareFolder } from './share-folder.ts';

/** Makes the share of a machine that never ran; one that is there is left as it is. @throws UmlautError */
export async function ensureShare(shareDir: string, account: ShareAccount): Promise<void> {
  try {
    await using machineDir = await ShareFolder.openTrusted(dirname(shareDir));
    const place = machineDir.at(basename(shareDir));
    await mkdir(place, 0o700);
    if (account === null) return;
    const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
    await using made = await open(place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    await made.chown(account.uid, account.gid);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw shareError(error, '');
  }
}
