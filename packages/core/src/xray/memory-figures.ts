import type { HealthInput } from './health-input.ts';
import type { XraySample } from '@umlaut/contracts/model';

const MIB = 2 ** 20;

export interface MemoryInUse {
  usedBytes: number;
  totalBytes: number;
  availableBytes: number;
}

/**
 * What a person calls memory: of the size that the machine was given (mem=), less what it gave back, all that
 * programs could not have at once. The kernel's own total lacks what it took for itself at boot. Pure.
 */
export function memoryInUse(
  { memory }: Pick<XraySample, 'memory'>,
  { footprint, memoryTakenMiB }: Pick<HealthInput, 'footprint' | 'memoryTakenMiB'>,
): MemoryInUse {
  const given = Math.max(memory.totalBytes, footprint?.memoryLimitBytes ?? 0);
  const totalBytes = Math.max(0, given - memoryTakenMiB * MIB);
  const availableBytes = Math.min(memory.availableBytes, totalBytes);
  return { totalBytes, availableBytes, usedBytes: totalBytes - availableBytes };
}
