import type { DiskFlags, DiskKind, Machine, MachineDisk } from '@umlaut/contracts/model';
import type { StatusTone } from '../../components/machine-status.ts';

export const KIND_TEXTS: Record<DiskKind, { label: string; description: string; long: string }> = {
  raw: {
    label: 'Blank',
    description: 'Empty, of the size that you choose. It takes room on the host as it fills.',
    long: 'Raw disk of its own',
  },
  swap: {
    label: 'Swap',
    description: 'Memory on disk, ready for swapon in the guest.',
    long: 'Swap space',
  },
  cow: {
    label: 'Over an image',
    description: 'What an image holds; what the guest changes goes into a file of its own.',
    long: 'Copy-on-write layer over an image',
  },
};

export const FLAG_TEXTS: Record<keyof DiskFlags, { label: string; description: string; letter: string }> = {
  readOnly: { letter: 'r', label: 'Read-only', description: 'The guest cannot write to it.' },
  sync: {
    letter: 's',
    label: 'Synchronous',
    description:
      'A write is done when the storage of the host has it: slow, and nothing is lost in a power cut.',
  },
  shared: {
    letter: 'c',
    label: 'Shared',
    description:
      'UML does not lock the file on the host, for file systems that are made for several writers.',
  },
  noTrim: {
    letter: 't',
    label: 'No trim',
    description: 'What the guest deletes and discards stays allocated on the host.',
  },
};

export const FLAGS = ['readOnly', 'sync', 'shared', 'noTrim'] as const satisfies readonly (keyof DiskFlags)[];

export interface DiskStatus {
  tone: StatusTone;
  label: string;
}

/** What a disk is to its machine now. Pure. */
export function diskStatus(
  { problem, live, plugged }: Pick<MachineDisk, 'problem' | 'live' | 'plugged'>,
  phase: Machine['state']['phase'],
): DiskStatus {
  if (problem !== null) return { tone: 'bad', label: 'Cannot be used' };
  if (live === true) return { tone: 'good', label: plugged ? 'In use' : 'In use until the next start' };
  if (!plugged) return { tone: 'idle', label: 'Not plugged in' };
  if (phase === 'stopped') return { tone: 'good', label: 'Sound' };
  if (live === false) return { tone: 'warn', label: 'From the next start or reboot on' };
  return { tone: 'idle', label: 'Plugged in' };
}

/** Some file systems of the host count a block for a file that holds nothing; one of the guest takes several. */
const NOTHING_BYTES = 4096;

/**
 * What to type in the guest to use the disk; null for the root disk, which is in use. Pure.
 * A file system is made only where nothing is yet, by a command that busybox has as well: it ignores `-T` and makes
 * ext2, while that of e2fsprogs makes ext4.
 */
export function guestCommand({
  number,
  device,
  kind,
  flags,
  allocatedBytes,
}: Pick<MachineDisk, 'number' | 'device' | 'kind' | 'flags' | 'allocatedBytes'>): string | null {
  if (number === 0) return null;
  if (kind === 'swap') return `swapon /dev/${device}`;
  if (flags.readOnly) return `mount -o ro /dev/${device} /mnt`;
  const isBlank = kind === 'raw' && allocatedBytes < NOTHING_BYTES;
  return `${isBlank ? `mke2fs -T ext4 /dev/${device} && ` : ''}mount /dev/${device} /mnt`;
}
