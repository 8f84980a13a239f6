import { UmlautError } from '@umlaut/contracts/errors';
import type { HostUsage, Isolation } from '@umlaut/contracts/model';
import { formatBytes } from './format-bytes.ts';

export interface CapacityRequest {
  /** What is to be started, in all. */
  memoryMiB: number;
  /** Sum of mem= over the machines that run: what they may grow to. */
  committedBytes: number;
  usage: HostUsage;
  isolation: Pick<Isolation, 'kind'>;
}

const MIB = 1_048_576;
/** A guest that cannot write its COW sees I/O errors; the server's own database needs room too. */
const MIN_FREE_DISK = 512 * MIB;

/**
 * Whether starting machines could overrun the host; null when all is well. Guests take memory only as they
 * touch it, so this is a warning with figures: the caller may start them nevertheless. Pure.
 */
export function checkCapacity(request: CapacityRequest): UmlautError | null {
  const { usage, committedBytes, isolation } = request;
  const needed = request.memoryMiB * MIB;
  const reasons: { resource: 'memory' | 'shm' | 'disk'; message: string }[] = [];
  if (needed > usage.memoryAvailableBytes || committedBytes + needed > usage.memoryTotalBytes) {
    reasons.push({
      resource: 'memory',
      message:
        `${formatBytes(needed)} more memory may be needed, while ${formatBytes(usage.memoryAvailableBytes)} of ` +
        `${formatBytes(usage.memoryTotalBytes)} are available and running machines may grow to ${formatBytes(committedBytes)}`,
    });
  }
  // In bubblewrap each machine has a /dev/shm of its own, bounded by memory alone.
  if (isolation.kind === 'plain' && needed > usage.shmFreeBytes) {
    reasons.push({
      resource: 'shm',
      message: `guests keep their memory in /dev/shm, of which ${formatBytes(usage.shmFreeBytes)} of ${formatBytes(usage.shmTotalBytes)} are free`,
    });
  }
  if (usage.homeFreeBytes < MIN_FREE_DISK) {
    reasons.push({
      resource: 'disk',
      message: `only ${formatBytes(usage.homeFreeBytes)} of disk space are left for what machines write`,
    });
  }
  if (reasons.length === 0) return null;
  return new UmlautError(
    'HOST_CAPACITY',
    `This could overrun the host: ${reasons.map(({ message }) => message).join('; ')}`,
    {
      hint: 'Stop other machines, choose less memory or free disk space; or start anyway, if guests will not use it all',
      details: {
        resources: reasons.map(({ resource }) => resource),
        neededBytes: needed,
        committedBytes,
        memoryAvailableBytes: usage.memoryAvailableBytes,
        memoryTotalBytes: usage.memoryTotalBytes,
        shmFreeBytes: usage.shmFreeBytes,
        homeFreeBytes: usage.homeFreeBytes,
      },
    },
  );
}
