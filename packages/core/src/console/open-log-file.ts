import { closeSync, constants, fstatSync, openSync } from 'node:fs';

/** What a name must be to be left out instead of failing: gone, a symbolic link, or what cannot be opened. */
const NOT_A_FILE: readonly unknown[] = ['ENOENT', 'ELOOP', 'ENXIO'];

/**
 * Opens a file of a log for reading; null when there is none of that name. The folder belongs to the
 * machine's account and the reader may be root, so links are not followed and a fifo does not block.
 * @throws ErrnoException for everything else
 */
export function openLogFile(path: string): { fd: number; size: number; modifiedAt: number } | null {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_A_FILE.includes(error.code)) return null;
    throw error;
  }
  const stat = fstatSync(fd);
  if (stat.isFile()) return { fd, size: stat.size, modifiedAt: stat.mtimeMs };
  closeSync(fd);
  return null;
}
