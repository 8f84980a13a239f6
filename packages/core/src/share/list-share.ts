import type { Stats } from 'node:fs';
import { opendir } from 'node:fs/promises';
import type { ShareEntry, ShareEntryKind } from '@umlaut/contracts/model';
import { inShareWords } from './share-error.ts';
import { ShareFolder } from './share-folder.ts';
import { shareNames } from './share-names.ts';
import { nameOfBytes, shownName } from './shown-name.ts';
import { isOwnPart } from './upload-part.ts';

/** Of one folder; a guest can make millions. */
const MAX_LISTED = 2_000;

export interface ShareListing {
  items: ShareEntry[];
  /** There is more than is listed. */
  isCut: boolean;
}

/** What is in a folder of the share, folders first, by name. @throws UmlautError */
export async function listShare(
  shareDir: string,
  path: string,
  maxEntries = MAX_LISTED,
): Promise<ShareListing> {
  await using folder = await ShareFolder.walk(shareDir, shareNames(path));
  return await inShareWords(path, async () => {
    const items: ShareEntry[] = [];
    // Latin-1 keeps every byte of a name that is no UTF-8.
    for await (const { name } of await opendir(folder.self, { encoding: 'latin1' })) {
      const bytes = Buffer.from(name, 'latin1');
      if (isOwnPart(name)) continue;
      if (items.length === maxEntries) return { items: items.toSorted(inOrder), isCut: true };
      const info = await folder.find(bytes);
      if (info !== null) items.push(toEntry(bytes, info));
    }
    return { items: items.toSorted(inOrder), isCut: false };
  });
}

export function toEntry(name: Uint8Array, info: Stats): ShareEntry {
  return {
    name: nameOfBytes(name),
    shownName: shownName(name),
    kind: kindOf(info),
    sizeBytes: info.size,
    changedAt: dateOf(info.mtimeMs).toISOString(),
  };
}

function kindOf(info: Stats): ShareEntryKind {
  if (info.isFile()) return 'file';
  if (info.isDirectory()) return 'folder';
  return info.isSymbolicLink() ? 'link' : 'other';
}

/** A guest can set any time, also one that has more than four digits for the year. */
function dateOf(ms: number): Date {
  return new Date(Math.min(Math.max(ms, 0), Date.UTC(9999, 11, 31)));
}

function inOrder(a: ShareEntry, b: ShareEntry): number {
  const folders = Number(b.kind === 'folder') - Number(a.kind === 'folder');
  return folders === 0 ? a.shownName.localeCompare(b.shownName, 'en', { numeric: true }) : folders;
}
