import { randomBytes } from 'node:crypto';
import { chmod, opendir, rename, rmdir, stat, unlink } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { inShareWords, isErrno } from './share-error.ts';
import { openParent, type ShareFolder } from './share-folder.ts';

/** A guest can make trees without end, and add to one while it is deleted. */
const MAX_REMOVED = 100_000;
/** Each level holds a descriptor. */
const MAX_DEPTH = 32;

interface Removal {
  left: number;
  /** What lies too deep moves here first, and so a path of any depth is removed with few descriptors. */
  top: ShareFolder | null;
}

/**
 * Deletes an entry and all below it; links go themselves, what they point to stays. Resolves with the number of
 * entries that are gone.
 * @throws UmlautError SHARE_ENTRY_NOT_FOUND; SHARE_ENTRY_UNUSABLE when there is more than can go at once
 */
export async function removeShareEntry(
  shareDir: string,
  path: string,
  maxEntries = MAX_REMOVED,
): Promise<number> {
  const parent = await openParent(shareDir, path);
  await using folder = parent.folder;
  return await inShareWords(path, async () => {
    const removal: Removal = { left: maxEntries, top: null };
    await folder.stat(parent.name);
    await removeName(folder, parent.name, removal, 0);
    await folder.sync();
    return maxEntries - removal.left;
  });
}

async function removeName(
  folder: ShareFolder,
  name: string | Buffer,
  removal: Removal,
  depth: number,
): Promise<void> {
  for (;;) {
    if (removal.left === 0) throw tooMany();
    removal.left -= 1;
    const info = await folder.find(name);
    if (info === null) return;
    try {
      if (!info.isDirectory()) return await unlink(folder.at(name));
      await empty(folder, name, removal, depth);
      return await rmdir(folder.at(name));
    } catch (error) {
      // It became something else, or got something new, since it was looked at: again, with what is left.
      if (!isErrno(error, 'ENOTDIR', 'EISDIR', 'ENOTEMPTY', 'ENOENT')) throw error;
    }
  }
}

async function empty(
  above: ShareFolder,
  name: string | Buffer,
  removal: Removal,
  depth: number,
): Promise<void> {
  await using folder = await above.folder(name);
  await openUp(folder);
  const isTop = removal.top === null;
  removal.top ??= folder;
  if (depth >= MAX_DEPTH) {
    await rename(above.at(name), removal.top.at(`.deep-${randomBytes(8).toString('hex')}`));
    return;
  }
  // Again until nothing new was moved up here.
  for (;;) {
    const names = await someNames(folder);
    if (names.length === 0) break;
    for (const each of names) await removeName(folder, each, removal, depth + 1);
  }
  if (isTop) removal.top = null;
}

/** Some at a time: a folder may have millions. */
async function someNames(folder: ShareFolder): Promise<Buffer[]> {
  const names: Buffer[] = [];
  for await (const { name } of await opendir(folder.self, { encoding: 'latin1' })) {
    names.push(Buffer.from(name, 'latin1'));
    if (names.length === 1_000) break;
  }
  return names;
}

/** A guest may have taken away the right to look into its folder. By descriptor: this very folder. */
async function openUp(folder: ShareFolder): Promise<void> {
  const { mode } = await stat(folder.link);
  if ((mode & 0o700) !== 0o700) await chmod(folder.link, 0o700);
}

function tooMany(): UmlautError {
  return new UmlautError('SHARE_ENTRY_UNUSABLE', 'There is more in it than can be deleted at once.', {
    field: 'path',
    hint: 'A part of it is gone: delete it again to go on, or use rm -r in the guest',
  });
}
