import { addon } from './addon.ts';

/**
 * Takes a lock on the whole file without waiting (F_OFD_SETLK, fcntl(2)). It belongs to the open file
 * description: held until the descriptor and all copies of it are closed, also by the kernel when the
 * process dies. It conflicts with the POSIX locks that UML takes.
 * @param fd open for writing, or for reading when the lock is to be shared
 * @returns false when another holds a lock in the way
 */
export function tryLockFile(fd: number, { shared = false }: { shared?: boolean } = {}): boolean {
  return addon().tryLock(fd, shared);
}

/**
 * Who holds a lock that would stop an exclusive one (F_OFD_GETLK), POSIX locks included.
 * @returns null when nobody; pid -1 when the holder is an open file description
 */
export function findLockHolder(fd: number): { pid: number } | null {
  const pid = addon().lockHolder(fd);
  return pid === null ? null : { pid };
}
