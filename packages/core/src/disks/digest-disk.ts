import { digestRange } from './digest-range.ts';
import { JobMeter, type JobControl } from './job-control.ts';
import { OpenDisk } from './open-disk.ts';

/**
 * SHA-256 of a whole file, holes included, in hexadecimal.
 * @throws DISK_MISSING, DISK_INVALID, CANCELLED
 */
export function digestDisk({ path }: { path: string }, control: JobControl = {}): { sha256: string } {
  using disk = OpenDisk.open(path, { followLink: true });
  const { sizeBytes } = disk;
  const meter = new JobMeter(control, sizeBytes);
  const sha256 = digestRange(disk.fd, { start: 0, end: sizeBytes }, (bytes) => meter.advance(bytes));
  meter.finish();
  return { sha256 };
}
