import { constants } from 'node:fs';
import { link, open, statfs, unlink, type FileHandle } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { newShareNameProblem, type ShareEntry } from '@umlaut/contracts/model';
import { receiveStream } from '../process/index.ts';
import type { ShareAccount } from './account.ts';
import { freeNames } from './free-name.ts';
import { toEntry } from './list-share.ts';
import { inShareWords, isErrno } from './share-error.ts';
import { openParent, type ShareFolder } from './share-folder.ts';
import { newPartName } from './upload-part.ts';

const GIB = 1024 ** 3;
const MAX_UPLOAD_BYTES = 64 * GIB;
/** Stays free for the machines' own disks. */
const RESERVE_BYTES = GIB / 4;
/** How often the room is looked at again, in bytes received: others write as well. */
const LOOK_EVERY = 64 * 1024 * 1024;

export interface ReceiveFileOptions {
  shareDir: string;
  /** Where the file shall be, "folder/report.txt". */
  path: string;
  source: AsyncIterable<Uint8Array>;
  /** When the sender says it. */
  sizeBytes: number | null;
  account: ShareAccount;
  maxBytes?: number;
  reserveBytes?: number;
  signal?: AbortSignal;
}

/**
 * Stores an upload: under a name of its own until it is whole and synced, then under the wanted name or, when
 * that is taken, the next free one ("report (2).txt"). Nothing is ever overwritten, nothing half is left.
 * @throws UmlautError INVALID_INPUT, SHARE_ENTRY_NOT_FOUND, SHARE_ENTRY_UNUSABLE, PAYLOAD_TOO_LARGE, STORAGE_FULL, CANCELLED
 */
export async function receiveFile(options: ReceiveFileOptions): Promise<ShareEntry> {
  const { shareDir, path, account } = options;
  const parent = await openParent(shareDir, path);
  await using folder = parent.folder;
  const problem = newShareNameProblem(parent.name);
  if (problem !== null) throw new UmlautError('INVALID_INPUT', problem, { field: 'path' });
  return await inShareWords(path, async () => {
    const part = newPartName();
    const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
    await using file = await open(folder.at(part), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    try {
      await fill(file, folder, options);
      // By descriptor: the guest may have put something else under that name.
      await file.chmod(0o644);
      if (account !== null) await file.chown(account.uid, account.gid);
      await file.sync();
      const name = await linkToFreeName(folder, part, parent.name);
      return toEntry(Buffer.from(name), await file.stat());
    } finally {
      await unlink(folder.at(part)).catch(() => {});
      await folder.sync().catch(() => {});
    }
  });
}

async function fill(file: FileHandle, folder: ShareFolder, options: ReceiveFileOptions): Promise<void> {
  const { source, sizeBytes, signal, maxBytes = MAX_UPLOAD_BYTES, reserveBytes = RESERVE_BYTES } = options;
  if (sizeBytes !== null && sizeBytes > maxBytes) {
    throw new UmlautError('PAYLOAD_TOO_LARGE', `The file is larger than ${maxBytes} bytes`, {
      details: { maxBytes },
    });
  }
  await assertRoom(folder, (sizeBytes ?? 0) + reserveBytes);
  let sinceLook = 0;
  const onChunk = async (chunk: Uint8Array): Promise<void> => {
    await file.appendFile(chunk);
    sinceLook += chunk.length;
    if (sinceLook < LOOK_EVERY) return;
    sinceLook = 0;
    await assertRoom(folder, reserveBytes);
  };
  const received = await receiveStream({ source, maxBytes, signal, onChunk });
  if (sizeBytes !== null && received !== sizeBytes) {
    throw new UmlautError('CANCELLED', 'The upload ended before it was complete');
  }
}

async function assertRoom(folder: ShareFolder, wanted: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder.self);
  if (bavail * bsize >= wanted) return;
  throw new UmlautError('STORAGE_FULL', 'There is no room for this file on the host.', {
    hint: 'Make room, for instance by deleting machines or images that nobody needs, and try again',
  });
}

/**
 * link(2) fails where rename(2) would replace, and does not follow a link in either name. Whatever the guest
 * put under the part's name meanwhile stays in the share.
 */
async function linkToFreeName(folder: ShareFolder, part: string, wanted: string): Promise<string> {
  for (const name of freeNames(wanted)) {
    try {
      await link(folder.at(part), folder.at(name));
      return name;
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw error;
    }
  }
  throw new UmlautError('NAME_TAKEN', 'Too many files have that name already.', { field: 'path' });
}
