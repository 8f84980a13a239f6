import { UmlautError } from '@umlaut/contracts/errors';
import type { GuestMemoryBalance } from '@umlaut/contracts/model';
import { formatSize } from './format-figures.ts';
import { parseMemory } from './parse-memory.ts';

const MIB = 2 ** 20;
/** A guest that is left with 4 MiB kills its programs, with 8 it does not: docs/xray.md, "Memory". */
const LEAST_FREE_BYTES = 12 * MIB;
/** The kernel keeps a share of large memory to itself. */
const LEAST_FREE_SHARE = 1 / 16;
/** The guest stands still for about a millisecond for each MiB. */
const STEP_MIB = 64;

export interface GuestMemoryFacts {
  configuredMiB: number;
  takenMiB: number;
  /** The guest's /proc/meminfo. */
  meminfo: string;
  /** What the memory file occupies on the host. */
  hostBytes: number;
}

/** How much memory a guest could give back. Pure. */
export function describeMemory({ meminfo, ...facts }: GuestMemoryFacts): GuestMemoryBalance {
  const { totalBytes, freeBytes, availableBytes } = parseMemory(meminfo);
  const least = Math.max(LEAST_FREE_BYTES, totalBytes * LEAST_FREE_SHARE);
  // Only free pages are taken, and of those not what the kernel needs itself.
  const spare = Math.min(freeBytes, availableBytes) - least;
  const moreMiB = totalBytes === 0 ? 0 : Math.max(0, Math.floor(spare / MIB));
  return {
    configuredMiB: facts.configuredMiB,
    takenMiB: facts.takenMiB,
    maxTakenMiB: facts.takenMiB + moreMiB,
    limitReason:
      moreMiB > 0
        ? null
        : `Of ${formatSize(totalBytes)} only ${formatSize(freeBytes)} are free; the guest needs ${formatSize(least)} of them`,
    guestFreeBytes: freeBytes,
    hostBytes: facts.hostBytes,
  };
}

/**
 * The next request towards what is wanted, at most a step of 64 MiB; null when it is reached. Look at the
 * guest again between steps. Pure.
 * @throws INVALID_INPUT, MEMORY_LIMIT with the figures
 */
export function planMemoryChange(balance: GuestMemoryBalance, wantedTakenMiB: number): string | null {
  if (!Number.isSafeInteger(wantedTakenMiB) || wantedTakenMiB < 0) {
    throw new UmlautError('INVALID_INPUT', 'Memory to give back is a whole number of MiB, at least 0', {
      field: 'takenMiB',
    });
  }
  const { takenMiB, maxTakenMiB, guestFreeBytes, limitReason } = balance;
  const more = wantedTakenMiB - takenMiB;
  if (more === 0) return null;
  // The kernel returns at most what was taken: mem_config, arch/um/drivers/mconsole_kern.c.
  if (more < 0) return `config mem=+${Math.min(-more, STEP_MIB)}M`;
  if (wantedTakenMiB > maxTakenMiB) {
    throw new UmlautError('MEMORY_LIMIT', `The guest can give back ${maxTakenMiB} MiB at most now`, {
      field: 'takenMiB',
      hint: limitReason ?? `${formatSize(guestFreeBytes)} are free in it; it needs some of that itself`,
      details: { wantedTakenMiB, takenMiB, maxTakenMiB, guestFreeBytes },
    });
  }
  return `config mem=-${Math.min(more, STEP_MIB)}M`;
}
