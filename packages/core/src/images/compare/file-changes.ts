import type { ImageEntry } from '../unpack/listing-codec.ts';
import type { InodeTimes } from './times-codec.ts';

export type FileType = 'file' | 'folder' | 'link' | 'other';

export interface FileChange {
  path: string;
  kind: 'added' | 'removed' | 'changed';
  type: FileType;
  /** Null where there is none, and of what has no size. */
  sizeBefore: number | null;
  sizeAfter: number | null;
}

export type Entries = ReadonlyMap<string, ImageEntry>;
export type Times = ReadonlyMap<number, InodeTimes>;

const TYPES: Readonly<Record<number, FileType>> = { 0o10: 'file', 0o04: 'folder', 0o12: 'link' };

/** Entries that are the same as far as their folder tells; only their times tell more. Folders need none. Pure. */
export function undecided(before: Entries, after: Entries): [ImageEntry, ImageEntry][] {
  return [...before].flatMap(([path, one]) => {
    const other = after.get(path);
    return other === undefined || typeOf(one) === 'folder' || !isAlike(one, other) ? [] : [[one, other]];
  });
}

/** What became of the files from one state to another, in order of their paths. Pure. */
export function fileChanges(
  before: { entries: Entries; times: Times },
  after: { entries: Entries; times: Times },
): FileChange[] {
  const changes: FileChange[] = [];
  for (const [path, entry] of before.entries) {
    const now = after.entries.get(path);
    if (now === undefined) {
      changes.push({
        path,
        kind: 'removed',
        type: typeOf(entry),
        sizeBefore: sizeOf(entry),
        sizeAfter: null,
      });
    } else if (!isAlike(entry, now) || !isUntouched(entry, before.times, now, after.times)) {
      changes.push({
        path,
        kind: 'changed',
        type: typeOf(now),
        sizeBefore: sizeOf(entry),
        sizeAfter: sizeOf(now),
      });
    }
  }
  for (const [path, entry] of after.entries) {
    if (before.entries.has(path)) continue;
    changes.push({ path, kind: 'added', type: typeOf(entry), sizeBefore: null, sizeAfter: sizeOf(entry) });
  }
  return changes.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function typeOf({ mode }: ImageEntry): FileType {
  return TYPES[mode >> 12] ?? 'other';
}

function sizeOf(entry: ImageEntry): number | null {
  return typeOf(entry) === 'file' ? entry.sizeBytes : null;
}

function isAlike(one: ImageEntry, other: ImageEntry): boolean {
  const isSame = one.mode === other.mode && one.uid === other.uid && one.gid === other.gid;
  return isSame && (typeOf(one) === 'folder' || one.sizeBytes === other.sizeBytes);
}

function isUntouched(one: ImageEntry, before: Times, other: ImageEntry, after: Times): boolean {
  if (typeOf(one) === 'folder') return true;
  const then = before.get(one.inode);
  const now = after.get(other.inode);
  // What cannot be read is better shown than passed over.
  return then !== undefined && now !== undefined && then.mtime === now.mtime && then.ctime === now.ctime;
}
