import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  realpathSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import type { CowInfo } from '../cow/read-cow.ts';
import { digestRange } from './digest-range.ts';
import { diskFailure } from './disk-failure.ts';
import { syncFolder } from './new-file.ts';
import { OpenDisk } from './open-disk.ts';
import { readFully } from './read-write.ts';

/**
 * Stands beside a backing file while a copy-on-write file is merged into it: `NAME.merge-journal`, one JSON object.
 * Found later, it says that the backing file is half merged, and what to merge again.
 */
export interface MergeJournal {
  version: 1;
  cowPath: string;
  backingPath: string;
  /** Device and number of its inode: it may have been moved. Its siblings may have the very same bytes so far. */
  cowInode: string;
  /** SHA-256 of its header and bitmap, in hexadecimal: it must not have been written to since. */
  digest: string;
  /** ISO 8601. */
  startedAt: string;
}

const SUFFIX = '.merge-journal';
/** A path has at most 4096 bytes; JSON may need six for one. */
const MAX_BYTES = 64 * 1024;

/** A merge that was cut off. `journal` is null when something else than a journal has its name. */
export interface InterruptedMerge {
  journalPath: string;
  backingPath: string;
  journal: MergeJournal | null;
}

/** @param cow a whole copy-on-write file, which `info` is of */
export function journalOf(cow: OpenDisk, info: CowInfo, backingPath: string): MergeJournal {
  const { dev, ino } = fstatSync(cow.fd, { bigint: true });
  return {
    version: 1,
    cowPath: info.path,
    backingPath,
    cowInode: `${dev}:${ino}`,
    digest: digestRange(cow.fd, { start: 0, end: info.bitmapOffset + info.bitmapBytes }),
    startedAt: new Date().toISOString(),
  };
}

/** By the backing file itself, whatever link leads to it. */
function journalPathOf(backingPath: string): string {
  return `${realpathSync(backingPath)}${SUFFIX}`;
}

/**
 * Refuses a backing file into which another copy-on-write file was half merged.
 * @param own the merge that is to be done, which may go on
 * @returns whether it was begun before
 * @throws BACKING_CHANGED
 */
export function requireNoOtherMerge(backingPath: string, own: MergeJournal | null): boolean {
  const journalPath = journalPathOf(backingPath);
  const found = readJournal(journalPath);
  if (found === undefined) return false;
  if (found !== null && own !== null && isSame(found, own)) return true;
  const cowPath = found?.cowPath ?? null;
  throw new UmlautError('BACKING_CHANGED', `${backingPath} is half merged: a merge into it was cut off`, {
    hint: cowPath === null ? `Look at ${journalPath}` : `Merge ${cowPath} into it again first`,
    details: { path: backingPath, journalPath, cowPath },
  });
}

function isSame(found: MergeJournal, own: MergeJournal): boolean {
  return found.digest === own.digest && (found.cowInode === own.cowInode || found.cowPath === own.cowPath);
}

/** On the disk, with its name, when this returns; whole or not at all. @throws STORAGE_FULL, DISK_INVALID */
export function writeJournal(journal: MergeJournal): void {
  const path = journalPathOf(journal.backingPath);
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const fd = openSync(temporary, 'wx', 0o644);
    try {
      writeFileSync(fd, `${JSON.stringify(journal)}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    linkSync(temporary, path);
    unlinkSync(temporary);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw diskFailure(error, path);
  }
}

export function removeJournal(backingPath: string): void {
  const path = journalPathOf(backingPath);
  rmSync(path, { force: true });
  syncFolder(dirname(path));
}

/** Merges into backing files of a folder that were cut off; each is to be done again. A missing folder has none. */
export function findInterruptedMerges(folder: string): InterruptedMerge[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw diskFailure(error, folder);
  }
  return names
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => {
      const journalPath = join(folder, name);
      const backingPath = journalPath.slice(0, -SUFFIX.length);
      return { journalPath, backingPath, journal: readJournal(journalPath) ?? null };
    });
}

/** undefined: there is none; null: it cannot be understood. */
function readJournal(path: string): MergeJournal | null | undefined {
  try {
    using file = OpenDisk.open(path);
    const bytes = Buffer.alloc(Math.min(MAX_BYTES, file.sizeBytes));
    readFully(file.fd, bytes, 0);
    return parseJournal(bytes.toString('utf8'));
  } catch (error) {
    return isUmlautError(error) && error.code === 'DISK_MISSING' ? undefined : null;
  }
}

export function parseJournal(text: string): MergeJournal | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { version, cowPath, backingPath, cowInode, digest, startedAt } = value as Record<string, unknown>;
  if (version !== 1 || typeof cowPath !== 'string' || typeof backingPath !== 'string') return null;
  if (typeof cowInode !== 'string' || typeof digest !== 'string' || typeof startedAt !== 'string')
    return null;
  return { version, cowPath, backingPath, cowInode, digest, startedAt };
}
