import { fsyncSync, statfsSync } from 'node:fs';
import { UmlautError } from '@umlaut/contracts/errors';
import type { CowInfo } from '../cow/read-cow.ts';
import { DataCursor, totalLength } from './byte-range.ts';
import { diskFailure } from './disk-failure.ts';
import { JobMeter, type JobControl } from './job-control.ts';
import type { MergeResult } from './merge-cow.ts';
import { journalOf, removeJournal, requireNoOtherMerge, writeJournal } from './merge-journal.ts';
import { readChangedRanges, readOpenCow } from './open-cow.ts';
import { OpenDisk } from './open-disk.ts';
import { overlayCow } from './overlay-cow.ts';
import { openBacking, requireSize, requireUnchanged } from './require-backing.ts';

export interface MergeInPlaceOptions {
  cowPath: string;
  /** Never taken from the header: its owner could have any file of the host overwritten. */
  backingPath: string;
}

/**
 * Writes what a copy-on-write file holds into its backing file, like `uml_moo -d`. Afterwards the backing file is the
 * whole disk. The copy-on-write file stays as it is, but is of no more use, and **neither is any other one over the same
 * backing file**: the caller refuses when there are such, with their names.
 *
 * Should it be cut off, by kill -9, a power cut or a full disk, the backing file is half merged, the journal beside it
 * says so, and the copy-on-write file still holds all: the same call goes on. It can be cancelled until the first byte is
 * written.
 * @throws COW_INVALID, BACKING_CHANGED, BACKING_MISSING, DISK_IN_USE, DISK_MISSING, DISK_INVALID, STORAGE_FULL, CANCELLED
 */
export function mergeCowInPlace(options: MergeInPlaceOptions, control: JobControl = {}): MergeResult {
  using cow = OpenDisk.open(options.cowPath);
  cow.lock('shared');
  const info = readOpenCow(cow);
  using backing = openBacking(options.backingPath, { write: true });
  backing.lock('exclusive');
  const journal = journalOf(cow, info, backing.path);
  const goesOn = requireNoOtherMerge(backing.path, journal);
  // What was written already has changed its mtime.
  if (goesOn) requireSize(backing, info);
  else requireUnchanged(backing, info);
  const changedBytes = totalLength(readChangedRanges(cow.fd, info));
  requireRoom(cow, backing, info);
  const meter = new JobMeter(control, changedBytes);
  meter.holdOn();
  if (!goesOn) writeJournal(journal);
  try {
    overlayCow(backing.fd, { fd: cow.fd, info }, meter);
    fsyncSync(backing.fd);
    removeJournal(backing.path);
  } catch (error) {
    throw halfMerged(error, options);
  }
  meter.finish();
  return { sizeBytes: info.backingSizeBytes, changedBytes };
}

/** Changes over holes of the backing file need blocks. Better known before the first byte. @throws STORAGE_FULL */
function requireRoom(cow: OpenDisk, backing: OpenDisk, { path, ...info }: CowInfo): void {
  const changes = new DataCursor(cow.fd);
  const existing = new DataCursor(backing.fd);
  const { dataOffset } = info;
  let needed = 0;
  for (const { start, end } of readChangedRanges(cow.fd, info)) {
    for (const data of changes.within({ start: start + dataOffset, end: end + dataOffset })) {
      const target = { start: data.start - dataOffset, end: data.end - dataOffset };
      needed += target.end - target.start - totalLength(existing.within(target));
    }
  }
  const { bavail, bsize } = statfsSync(backing.path);
  if (needed <= bavail * bsize) return;
  throw new UmlautError(
    'STORAGE_FULL',
    `To merge ${path} needs ${needed} bytes of room beside ${backing.path}`,
    {
      hint: 'Make room on that file system and try again; nothing was changed',
      details: { path: backing.path, neededBytes: needed, freeBytes: bavail * bsize },
    },
  );
}

function halfMerged(error: unknown, { cowPath, backingPath }: MergeInPlaceOptions): UmlautError {
  const failure = diskFailure(error, backingPath);
  return new UmlautError(failure.code, `${failure.message}; ${backingPath} is half merged`, {
    hint: `Nothing is lost as long as ${cowPath} is there: merge it again when the cause is gone`,
    details: { ...failure.details, cowPath },
    cause: error,
  });
}
