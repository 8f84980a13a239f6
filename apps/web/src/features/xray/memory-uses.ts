import type { GuestMemory } from '@umlaut/contracts/model';

const MEMORY_USES = ['anonymous', 'shared', 'kernel', 'slab', 'other', 'buffers', 'cache', 'free'] as const;
export type MemoryUse = (typeof MEMORY_USES)[number];

/** Every byte of a guest's memory in exactly one use, in the order in which they are stacked. Pure. */
export function memoryUses(memory: GuestMemory): readonly { key: MemoryUse; bytes: number }[] {
  const uses = {
    anonymous: memory.anonymousBytes,
    shared: memory.sharedBytes,
    kernel: memory.kernelStackBytes + memory.pageTableBytes,
    slab: memory.slabBytes,
    buffers: memory.buffersBytes,
    cache: memory.cacheBytes,
    free: memory.freeBytes,
  };
  const told = Object.values(uses).reduce((sum, bytes) => sum + bytes, 0);
  // What the kernel counts nowhere: per-CPU areas, vmalloc, pages that drivers hold.
  const all = { ...uses, other: Math.max(0, memory.totalBytes - told) };
  return MEMORY_USES.map((key) => ({ key, bytes: all[key] }));
}
