import { fsyncSync } from 'node:fs';
import { punchHole } from '@umlaut/hostio';
import { DataCursor, totalLength } from './byte-range.ts';
import { diskFailure } from './disk-failure.ts';
import { JobMeter, type JobControl } from './job-control.ts';
import { OpenDisk } from './open-disk.ts';
import { readFully } from './read-write.ts';
import { RoomMeter } from './room-of-file.ts';
import { zeroRuns } from './zero-runs.ts';

const WINDOW_BYTES = 256 * 1024;

/**
 * Gives back what is allocated and all zero. Whoever reads the disk sees the same: holes read as zeros. It can be cut
 * off at any moment. Blocks that another file has as well are not freed by this, and not counted.
 * @throws DISK_IN_USE (a machine runs on it), DISK_MISSING, DISK_INVALID (also where no holes can be punched), CANCELLED
 */
export async function reclaimDisk(
  { path }: { path: string },
  control: JobControl = {},
): Promise<{ freedBytes: number }> {
  using disk = OpenDisk.open(path, { write: true });
  disk.lock('exclusive');
  const { fd, sizeBytes } = disk;
  const all = { start: 0, end: sizeBytes };
  const room = new RoomMeter();
  const before = await room.measure(path);
  const meter = new JobMeter(control, totalLength(new DataCursor(fd).within(all)));
  const window = Buffer.allocUnsafe(WINDOW_BYTES);
  try {
    for (const { start, end } of new DataCursor(fd).within(all)) {
      for (let at = start; at < end;) {
        const bytes = window.subarray(0, Math.min(WINDOW_BYTES, end - at));
        readFully(fd, bytes, at);
        for (const piece of zeroRuns(bytes, at)) if (piece.zero) punchHole(fd, piece);
        at += bytes.length;
        meter.advance(bytes.length);
      }
    }
    fsyncSync(fd);
  } catch (error) {
    throw diskFailure(error, path);
  }
  meter.finish();
  const after = await room.measure(path);
  return { freedBytes: Math.max(0, before.ownBytes - after.ownBytes) };
}
