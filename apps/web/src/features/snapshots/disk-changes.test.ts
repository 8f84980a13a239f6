import { NO_DISK_FLAGS, type DiskConfig, type Snapshot } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { diskChanges } from './disk-changes.ts';

const now = (...numbers: number[]): DiskConfig[] =>
  numbers.map((number) => ({
    number,
    kind: 'raw',
    imageId: null,
    flags: NO_DISK_FLAGS,
    serial: null,
    plugged: true,
  }));
const then = (...numbers: number[]): Snapshot['disks'] =>
  numbers.map((number) => ({ number, device: '', kind: 'raw', imageId: null, allocatedBytes: 0 }));

it('tells which disks go and which come back', () => {
  expect(diskChanges(now(0, 1), then(0, 1))).toBeNull();
  expect(diskChanges(now(0, 1, 2), then(0))).toBe('/dev/ubdb, /dev/ubdc came later and go.');
  const [root, replaced] = now(0, 1).map((disk) => ({ ...disk, madeAt: '2026-02-02T00:00:00.000Z' }));
  if (root === undefined || replaced === undefined) throw new Error('There are two');
  expect(diskChanges([root, replaced], then(0, 1))).toBe(
    '/dev/ubdb is another disk than it was then: it goes, and the earlier one comes back.',
  );
  const before = then(0).map((disk) => ({ ...disk, kind: 'cow' as const }));
  expect(diskChanges([root], before)).toBe(
    '/dev/ubda was made larger since: it is as large as its image again.',
  );
  expect(diskChanges(now(0, 1), then(0, 3))).toBe('/dev/ubdb came later and goes. /dev/ubdd comes back.');
});
