import { fstatSync, ftruncateSync } from 'node:fs';
import { cloneFileInto } from '@umlaut/hostio';
import { DataCursor, type ByteRange } from './byte-range.ts';
import { DiskWriter } from './disk-writer.ts';
import { JobMeter, type JobControl } from './job-control.ts';

/** Of st_blocks, stat(2). */
const BLOCK_BYTES = 512;

/**
 * Fills an empty file with another: shares its blocks where the file system can, else copies the data between its
 * holes. @throws CANCELLED, and what the file system says
 * @returns whether blocks are shared
 */
export function copySparse(
  to: number,
  from: { fd: number; sizeBytes: number },
  control: JobControl,
): boolean {
  if (cloneFileInto(to, from.fd)) return true;
  const all = { start: 0, end: from.sizeBytes };
  // Near enough, and known without asking for each piece of data first.
  const allocatedBytes = fstatSync(from.fd).blocks * BLOCK_BYTES;
  const meter = new JobMeter(control, Math.min(from.sizeBytes, allocatedBytes));
  ftruncateSync(to, from.sizeBytes);
  copyData({ to, from: from.fd, meter }, [all]);
  meter.finish();
  return false;
}

/** Copies what is data in these ranges, which grow. The target must be empty there. */
export function copyData(
  { to, from, meter }: { to: number; from: number; meter: JobMeter },
  ranges: Iterable<ByteRange>,
): void {
  const writer = new DiskWriter(to, meter);
  const cursor = new DataCursor(from);
  for (const range of ranges) {
    for (const data of cursor.within(range)) writer.copy(from, data);
  }
}
