import { renameSync } from 'node:fs';
import { diskFailure } from './disk-failure.ts';
import { OpenDisk } from './open-disk.ts';

/**
 * Gives a disk that nobody uses another path on the same file system: at once, whatever its size. Owner, mode and
 * holes stay. What was at the new path is replaced. @throws DISK_IN_USE, DISK_MISSING, DISK_INVALID
 */
export function moveDisk({ from, to }: { from: string; to: string }): void {
  using disk = OpenDisk.open(from, { write: true });
  disk.lock('exclusive');
  try {
    renameSync(from, to);
  } catch (error) {
    throw diskFailure(error, from);
  }
}
