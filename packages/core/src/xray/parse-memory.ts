import type { GuestMemory } from '@umlaut/contracts/model';
import { lines, toCount, words } from './figures.ts';

/** Parses /proc/meminfo, proc_meminfo(5), into bytes; what a kernel does not report is 0. Pure. */
export function parseMemory(text: string): Omit<GuestMemory, 'oomKills'> {
  const kibibytes = new Map<string, number>();
  for (const line of lines(text, 128)) {
    const [name = '', value] = words(line);
    if (!kibibytes.has(name)) kibibytes.set(name, toCount(value));
  }
  const bytes = (name: string): number =>
    Math.min((kibibytes.get(`${name}:`) ?? 0) * 1024, Number.MAX_SAFE_INTEGER);
  // MemAvailable came with Linux 3.14.
  const available = kibibytes.has('MemAvailable:')
    ? bytes('MemAvailable')
    : bytes('MemFree') + bytes('Buffers') + bytes('Cached');
  return {
    totalBytes: bytes('MemTotal'),
    freeBytes: bytes('MemFree'),
    availableBytes: Math.min(available, Number.MAX_SAFE_INTEGER),
    buffersBytes: bytes('Buffers'),
    cacheBytes: Math.max(0, bytes('Cached') - bytes('Shmem')),
    sharedBytes: bytes('Shmem'),
    anonymousBytes: bytes('AnonPages'),
    slabBytes: bytes('Slab'),
    reclaimableSlabBytes: bytes('SReclaimable'),
    kernelStackBytes: bytes('KernelStack'),
    pageTableBytes: bytes('PageTables'),
    dirtyBytes: bytes('Dirty'),
    swapTotalBytes: bytes('SwapTotal'),
    swapFreeBytes: bytes('SwapFree'),
  };
}

/** `oom_kill` of /proc/vmstat, which Linux counts since 4.13; null when it does not. Pure. */
export function parseOomKills(text: string): number | null {
  const count = /^oom_kill (\d{1,15})$/m.exec(text)?.[1];
  return count === undefined ? null : Number(count);
}
