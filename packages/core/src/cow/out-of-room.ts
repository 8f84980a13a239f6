const CODES = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whether a failed system call says that the file system, a quota or a limit has no room for a disk. */
export function isOutOfRoom(code: unknown): boolean {
  return typeof code === 'string' && CODES.has(code);
}
