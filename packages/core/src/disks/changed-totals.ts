import { countSetBits } from '../cow/bitmap.ts';
import { ChangeBuckets, type ChangeMap } from '../cow/change-buckets.ts';
import { SECTOR_BYTES } from '../cow/layout.ts';
import type { CowInfo } from '../cow/read-cow.ts';
import { readChangedRanges, readChangedRuns, readOpenCow } from './open-cow.ts';
import { OpenDisk } from './open-disk.ts';
import { readFully } from './read-write.ts';

const MAX_BUCKETS = 4096;

interface ChangedTotals {
  changedBytes: number;
  /** Of these, those that lie beyond the end of the file. */
  lostBytes: number;
  /** Bits for sectors that the disk does not have. */
  strayBits: number;
}

/** Counts what a bitmap marks, as far as the file has it. */
export function readTotals(disk: OpenDisk, info: CowInfo): ChangedTotals {
  const room = Math.max(0, disk.sizeBytes - info.bitmapOffset);
  const bitmap = { ...info, bitmapBytes: Math.min(info.bitmapBytes, room) };
  const end = disk.sizeBytes - info.dataOffset;
  const totals: ChangedTotals = { changedBytes: 0, lostBytes: 0, strayBits: strayBits(disk, info) };
  for (const range of readChangedRanges(disk.fd, bitmap)) {
    totals.changedBytes += range.end - range.start;
    totals.lostBytes += Math.max(0, range.end - Math.max(range.start, end));
  }
  return totals;
}

/** They can only be in the last byte: the bitmap has no more than the disk needs. */
function strayBits(disk: OpenDisk, { bitmapOffset, bitmapBytes, backingSizeBytes }: CowInfo): number {
  const spare = bitmapBytes * 8 - Math.ceil(backingSizeBytes / SECTOR_BYTES);
  if (spare <= 0 || disk.sizeBytes < bitmapOffset + bitmapBytes) return 0;
  const last = new Uint8Array(1);
  readFully(disk.fd, last, bitmapOffset + bitmapBytes - 1);
  return countSetBits(last, 8) - countSetBits(last, 8 - spare);
}

/**
 * Where on its disk a copy-on-write file holds changes. Of a running machine's it is a snapshot in time.
 * @param options.buckets parts of the disk, at most 4096
 * @throws COW_INVALID, DISK_MISSING, DISK_INVALID
 */
export function readChangeMap({ path, buckets }: { path: string; buckets: number }): ChangeMap {
  using disk = OpenDisk.open(path);
  const info = readOpenCow(disk);
  const map = new ChangeBuckets(
    info.backingSizeBytes,
    Math.min(MAX_BUCKETS, Math.max(1, Math.floor(buckets))),
  );
  for (const run of readChangedRuns(disk.fd, info)) map.add(run);
  return map.finish();
}
