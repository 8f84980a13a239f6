import type { CowInfo } from '../cow/read-cow.ts';
import { DataCursor } from './byte-range.ts';
import { DiskWriter } from './disk-writer.ts';
import type { JobMeter } from './job-control.ts';
import { readChangedRanges } from './open-cow.ts';

/**
 * Writes what a copy-on-write file holds over a disk. Doing it again changes nothing, so it may be repeated after
 * it was cut off. Sectors that were discarded are holes of the file: they become holes of the disk.
 */
export function overlayCow(to: number, cow: { fd: number; info: CowInfo }, meter: JobMeter): void {
  const { dataOffset } = cow.info;
  const writer = new DiskWriter(to, meter);
  const cursor = new DataCursor(cow.fd);
  for (const { start, end } of readChangedRanges(cow.fd, cow.info)) {
    let at = start;
    for (const found of cursor.within({ start: start + dataOffset, end: end + dataOffset })) {
      const data = { start: found.start - dataOffset, end: found.end - dataOffset };
      if (data.start > at) writer.clear({ start: at, end: data.start });
      writer.copy(cow.fd, data, dataOffset);
      at = data.end;
    }
    if (end > at) writer.clear({ start: at, end });
  }
}
