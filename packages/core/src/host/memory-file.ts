import { readlink, readdir, stat } from 'node:fs/promises';
import { readText } from './read-text.ts';

/** Where a UML process keeps its guest's memory: a descriptor of an unlinked, sparse file. */
export interface MemoryFile {
  fd: number;
  device: number;
  inode: number;
}

/**
 * Finds the guest's memory among the descriptors of linux.uml: the largest unlinked regular file
 * (arch/um/os-Linux/mem.c makes it with O_TMPFILE in /dev/shm or TMPDIR). Null when there is none or it may
 * not be looked at.
 */
export async function findMemoryFile(pid: number): Promise<MemoryFile | null> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const candidates = await Promise.all(
    names.map(async (name) => {
      const link = await readlink(`${folder}/${name}`).catch(() => '');
      if (!link.startsWith('/') || !link.endsWith(' (deleted)')) return null;
      const file = await stat(`${folder}/${name}`).catch(() => null);
      return file?.isFile() === true ? { fd: Number(name), file } : null;
    }),
  );
  const largest = candidates
    .filter((found) => found !== null)
    .toSorted((a, b) => b.file.size - a.file.size)[0];
  return largest === undefined ? null : { fd: largest.fd, device: largest.file.dev, inode: largest.file.ino };
}

/** Bytes that the host has allocated for it; null when that descriptor is another file by now. */
export async function allocatedMemory(
  pid: number,
  { fd, device, inode }: MemoryFile,
): Promise<number | null> {
  const file = await stat(`/proc/${pid}/fd/${fd}`).catch(() => null);
  return file !== null && file.dev === device && file.ino === inode ? file.blocks * 512 : null;
}

/** Second best, readable for everybody: what the process itself has mapped of shared memory. */
export async function residentSharedMemory(pid: number): Promise<number> {
  const status = (await readText(`/proc/${pid}/status`)) ?? '';
  return Number(/^RssShmem:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
