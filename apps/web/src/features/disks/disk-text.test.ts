import { NO_DISK_FLAGS } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { diskStatus, guestCommand } from './disk-text.ts';

describe('diskStatus', () => {
  it.each([
    [{ problem: 'gone', live: true, plugged: true }, 'running', 'Cannot be used'],
    [{ problem: null, live: true, plugged: true }, 'running', 'In use'],
    [{ problem: null, live: false, plugged: true }, 'running', 'From the next start or reboot on'],
    [{ problem: null, live: null, plugged: true }, 'starting', 'Plugged in'],
    [{ problem: null, live: false, plugged: false }, 'running', 'Not plugged in'],
    [{ problem: null, live: null, plugged: true }, 'stopped', 'Sound'],
    [{ problem: null, live: null, plugged: false }, 'stopped', 'Not plugged in'],
  ] as const)('%o while %s: %s', (disk, phase, label) => {
    expect(diskStatus(disk, phase).label).toBe(label);
  });
});

describe('guestCommand', () => {
  const disk = { number: 1, device: 'ubdb', kind: 'raw', flags: NO_DISK_FLAGS } as const;

  it('fits the disk', () => {
    expect(guestCommand(disk, false)).toBe('mkfs.ext4 /dev/ubdb && mount /dev/ubdb /mnt');
    expect(guestCommand(disk, true)).toBe('mke2fs /dev/ubdb && mount /dev/ubdb /mnt');
    expect(guestCommand({ ...disk, kind: 'cow' }, true)).toBe('mount /dev/ubdb /mnt');
    expect(guestCommand({ ...disk, kind: 'swap' }, true)).toBe('swapon /dev/ubdb');
    expect(guestCommand({ ...disk, number: 0 }, true)).toBeNull();
  });

  it('makes no file system on what cannot be written', () => {
    expect(guestCommand({ ...disk, flags: { ...NO_DISK_FLAGS, readOnly: true } }, false)).toBe(
      'mount -o ro /dev/ubdb /mnt',
    );
  });
});
