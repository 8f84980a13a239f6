import { addon } from './addon.ts';

/** Bytes of a file from `start` up to, not including, `end`. */
export interface DataRange {
  start: number;
  end: number;
}

/**
 * The next bytes at or after an offset that are no hole (SEEK_DATA and SEEK_HOLE, lseek(2)). A file system
 * that knows no holes says that all is data. Moves the descriptor's own position.
 * @returns null when only a hole or nothing follows
 */
export function findData(fd: number, offset: number): DataRange | null {
  const found = addon().nextData(fd, offset);
  return found === null ? null : { start: found[0], end: found[1] };
}

/**
 * Makes bytes read as zero and gives their whole blocks back; the size stays (fallocate(2)).
 * @throws Error with code EOPNOTSUPP where the file system cannot
 */
export function punchHole(fd: number, { start, end }: DataRange): void {
  addon().punchHole(fd, start, end - start);
}

/**
 * Lets an empty file share all blocks of another (FICLONE, ioctl_ficlone(2)): at once, whatever its size.
 * @returns false where the file system, or two of them, cannot
 */
export function cloneFileInto(to: number, from: number): boolean {
  try {
    addon().cloneFile(to, from);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (['EOPNOTSUPP', 'ENOTSUP', 'EXDEV', 'EINVAL', 'ENOTTY', 'ENOSYS'].includes(code)) return false;
    throw error;
  }
}

/**
 * Has the kernel begin to write out what is dirty in a range, without waiting for it (sync_file_range(2)), so that a
 * later fsync finds little left to do. Promises nothing by itself.
 */
export function startWriting(fd: number, { start, end }: DataRange): void {
  addon().startWriting(fd, start, end - start);
}
