import type { FileHandle } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { ShareAccount } from './account.ts';
import { inShareWords } from './share-error.ts';
import { openParent, ShareFolder } from './share-folder.ts';

export interface OpenShareFile {
  /** To be closed by who asked for it. */
  file: FileHandle;
  name: string;
  sizeBytes: number;
}

/**
 * Opens a regular file of the share for reading. What has the name is looked at before it is opened, so a FIFO
 * does not block and a device is not touched; the very thing looked at is opened then.
 * @throws UmlautError SHARE_ENTRY_NOT_FOUND, SHARE_ENTRY_UNUSABLE
 */
export async function openShareFile(
  shareDir: string,
  path: string,
  account: ShareAccount,
): Promise<OpenShareFile> {
  const parent = await openParent(shareDir, path);
  await using folder = parent.folder;
  return await inShareWords(path, async () => {
    await using glimpse = await folder.glimpse(parent.name);
    const info = await glimpse.stat();
    if (!info.isFile()) {
      throw new UmlautError('SHARE_ENTRY_UNUSABLE', 'Only files can be downloaded, and this is none.', {
        field: 'path',
        hint: 'Links are never followed; in the guest, "cp -L" makes a file of one',
      });
    }
    // Where the host allows it (fs.protected_hardlinks=0), the account can give a file of root a second name
    // here, which it may not read itself.
    if (account !== null && info.uid !== account.uid && info.nlink > 1) {
      throw new UmlautError(
        'SHARE_ENTRY_UNUSABLE',
        'This file is of another account and has several names.',
        {
          field: 'path',
        },
      );
    }
    return { file: await ShareFolder.reopen(glimpse), name: parent.name, sizeBytes: info.size };
  });
}
