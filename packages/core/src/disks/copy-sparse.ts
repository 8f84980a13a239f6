import { ftruncateSync } from 'node:fs';
import { cloneFileInto } from '@umlaut/hostio';
import { DataCursor, totalLength, type ByteRange } from './byte-range.ts';
import { DiskWriter } from './disk-writer.ts';
import { JobMeter, type JobControl } from './job-control.ts';

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
  const meter = new JobMeter(control, totalLength(new DataCursor(from.fd).within(all)));
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
