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
  const blank = { number: 1, device: 'ubdb', kind: 'raw', flags: NO_DISK_FLAGS, allocatedBytes: 0 } as const;

  it('fits the disk', () => {
    expect(guestCommand({ ...blank, kind: 'cow' })).toBe('mount /dev/ubdb /mnt');
    expect(guestCommand({ ...blank, kind: 'swap' })).toBe('swapon /dev/ubdb');
    expect(guestCommand({ ...blank, number: 0 })).toBeNull();
  });

  it('makes a file system only where nothing is yet', () => {
    const withFileSystem = 'mke2fs -T ext4 /dev/ubdb && mount /dev/ubdb /mnt';
    expect(guestCommand(blank)).toBe(withFileSystem);
    expect(guestCommand({ ...blank, allocatedBytes: 512 })).toBe(withFileSystem);
    expect(guestCommand({ ...blank, allocatedBytes: 36_864 })).toBe('mount /dev/ubdb /mnt');
  });

  it('makes no file system on what cannot be written', () => {
    expect(guestCommand({ ...blank, flags: { ...NO_DISK_FLAGS, readOnly: true } })).toBe(
      'mount -o ro /dev/ubdb /mnt',
    );
  });
});
