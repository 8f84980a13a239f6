import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** No file of that name, a symbolic link, a socket. */
const NOT_A_FILE: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'];

/**
 * Reads a small text file from a folder that somebody less trusted owns: links are not followed, a fifo does
 * not block. Null when there is no regular file of that name with at most `maxBytes`.
 * @throws ErrnoException for everything else
 */
export async function readPlainFile(path: string, maxBytes: number): Promise<string | null> {
  await using file = await openPlainly(path);
  if (file === null) return null;
  const info = await file.stat();
  if (!info.isFile() || info.size > maxBytes) return null;
  // Read by length: it may be growing.
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(info.size), position: 0 });
  return buffer.toString('utf8', 0, bytesRead);
}

async function openPlainly(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_A_FILE.includes(error.code)) return null;
    throw error;
  }
}
