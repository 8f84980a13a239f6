import type { HealthInput } from './health-input.ts';
import type { XraySample } from '@umlaut/contracts/model';

const MIB = 2 ** 20;

export interface MemoryInUse {
  usedBytes: number;
  totalBytes: number;
  availableBytes: number;
}

/**
 * Of the size that the machine was given (mem=), less what it gave back: what is in use that programs could not
 * have at once. As `free` counts it: without what the kernel took for itself at boot, which its own total
 * lacks. Pages that were given back are in that total still. Pure.
 */
export function memoryInUse(
  { memory }: Pick<XraySample, 'memory'>,
  { footprint, memoryTakenMiB }: Pick<HealthInput, 'footprint' | 'memoryTakenMiB'>,
): MemoryInUse {
  const takenBytes = memoryTakenMiB * MIB;
  const given = Math.max(memory.totalBytes, footprint?.memoryLimitBytes ?? 0);
  const totalBytes = Math.max(0, given - takenBytes);
  const availableBytes = Math.min(memory.availableBytes, totalBytes);
  const usedBytes = Math.max(0, memory.totalBytes - takenBytes - availableBytes);
  return { totalBytes, availableBytes, usedBytes };
}
