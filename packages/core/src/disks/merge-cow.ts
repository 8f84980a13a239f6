import { fsyncSync, ftruncateSync } from 'node:fs';
import { cloneFileInto } from '@umlaut/hostio';
import type { CowInfo } from '../cow/read-cow.ts';
import { DataCursor, totalLength, type ByteRange } from './byte-range.ts';
import { copyData } from './copy-sparse.ts';
import { requireGrowth } from './disk-growth.ts';
import { JobMeter, requireNotCancelled, type JobControl } from './job-control.ts';
import { requireNoOtherMerge } from './merge-journal.ts';
import { writeNewFile } from './new-file.ts';
import { readChangedRanges, readOpenCow } from './open-cow.ts';
import { OpenDisk } from './open-disk.ts';
import { overlayCow } from './overlay-cow.ts';
import { openBacking, requireUnchanged } from './require-backing.ts';
import { unchangedRanges } from './unchanged-ranges.ts';

export interface MergeCowOptions {
  cowPath: string;
  /** A new raw image; never overwrites. */
  outPath: string;
  /**
   * The backing file, when its path is known better than by the header. A program that may read more than the
   * machine's account must give it: who owns the copy-on-write file can write any path into it.
   */
  backingPath?: string;
  /** Of the new image, when it is to be larger than the disk was. */
  sizeBytes?: number;
  /** Permission bits, before the umask. Default 0o644. */
  mode?: number;
}

export interface MergeResult {
  /** Of the raw image. */
  sizeBytes: number;
  /** What came from the copy-on-write file. */
  changedBytes: number;
}

/**
 * Makes a raw image of a copy-on-write file and its backing file: what `uml_moo COW OUT` makes. It has its name only
 * when all of it is on the disk. Holes are neither read nor written; blocks are shared where the file system can.
 * @throws COW_INVALID, BACKING_CHANGED, BACKING_MISSING, DISK_IN_USE (a machine runs on it, or `outPath` exists),
 *   DISK_MISSING, DISK_INVALID, STORAGE_FULL, CANCELLED; nothing is left of the new image then
 */
export function mergeCow(options: MergeCowOptions, control: JobControl = {}): MergeResult {
  using cow = OpenDisk.open(options.cowPath);
  cow.lock('shared');
  const info = readOpenCow(cow);
  const sizeBytes = requireGrowth(options.cowPath, info.backingSizeBytes, options.sizeBytes);
  using backing = openBacking(options.backingPath ?? info.backingPath);
  requireNoOtherMerge(backing.path, null);
  requireUnchanged(backing, info);
  const changedBytes = totalLength(readChangedRanges(cow.fd, info));
  writeNewFile(options.outPath, options.mode ?? 0o644, (to) => {
    const shared = cloneFileInto(to, backing.fd);
    const kept = shared ? 0 : totalLength(keptData(cow, backing, info));
    const meter = new JobMeter(control, kept + changedBytes);
    ftruncateSync(to, sizeBytes);
    if (!shared) copyData({ to, from: backing.fd, meter }, unchanged(cow, info));
    overlayCow(to, { fd: cow.fd, info }, meter);
    meter.finish();
    // A large file takes as long to sync as to write.
    fsyncSync(to);
    requireNotCancelled(control);
  });
  return { sizeBytes, changedBytes };
}

function unchanged(cow: OpenDisk, info: CowInfo): Generator<ByteRange> {
  return unchangedRanges(readChangedRanges(cow.fd, info), info.backingSizeBytes);
}

function* keptData(cow: OpenDisk, backing: OpenDisk, info: CowInfo): Generator<ByteRange> {
  const cursor = new DataCursor(backing.fd);
  for (const range of unchanged(cow, info)) yield* cursor.within(range);
}
