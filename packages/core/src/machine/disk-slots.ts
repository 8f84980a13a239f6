import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchSpec } from '@umlaut/contracts/monitor';

/**
 * Makes the files of disks that may be plugged in later, empty, and hands them to the machine's account: its sandbox
 * binds files that exist. What lies there already is left as it is; see docs/decisions/0014-several-disks.md.
 * @throws UmlautError DISK_INVALID
 */
export async function prepareDiskSlots({ diskSlots = [], runAs }: LaunchSpec): Promise<void> {
  await Promise.all(diskSlots.map((path) => prepareSlot(path, runAs)));
}

/** The folder is the account's: no link is followed, and what has a second name is not given away. */
async function prepareSlot(path: string, account: LaunchSpec['runAs']): Promise<void> {
  const { O_RDONLY, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  await using slot = await open(path, O_RDONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600).catch(() => null);
  const info = await slot?.stat();
  if (info?.isFile() !== true || info.nlink !== 1) {
    throw new UmlautError('DISK_INVALID', `${path} is not a plain file with a single name`, {
      details: { path },
    });
  }
  if (account === null || (info.uid === account.uid && info.gid === account.gid)) return;
  await slot?.chown(account.uid, account.gid);
}
