import { fstatSync, fsyncSync } from 'node:fs';
import { copySparse } from './copy-sparse.ts';
import { requireNotCancelled, type JobControl } from './job-control.ts';
import { writeNewFile } from './new-file.ts';
import { OpenDisk } from './open-disk.ts';

export interface CloneResult {
  sizeBytes: number;
  /** The file system lets both share their blocks, so that the clone took no room. */
  shared: boolean;
}

/**
 * Copies a disk, raw or copy-on-write, holes and all, into a new file. A link in place of the disk is not followed: a
 * guest that broke out could have put it there.
 * @throws DISK_IN_USE (a machine writes to it, or `to` exists), DISK_MISSING, DISK_INVALID, STORAGE_FULL, CANCELLED;
 *   nothing is left of the clone then
 */
export function cloneDisk({ from, to }: { from: string; to: string }, control: JobControl = {}): CloneResult {
  using source = OpenDisk.open(from);
  source.lock('shared');
  const { fd, sizeBytes } = source;
  let shared = false;
  writeNewFile(to, fstatSync(fd).mode & 0o777, (target) => {
    shared = copySparse(target, { fd, sizeBytes }, control);
    // A large file takes as long to sync as to write.
    fsyncSync(target);
    requireNotCancelled(control);
  });
  return { sizeBytes, shared };
}
