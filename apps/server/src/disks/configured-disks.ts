import { UmlautError } from '@umlaut/contracts/errors';
import {
  DISK_COUNT,
  NO_DISK_FLAGS,
  ROOT_DISK_NUMBER,
  diskDevice,
  type DiskConfig,
  type DiskFlags,
  type ImageId,
  type MachineRoot,
  type SomeDiskFlags,
} from '@umlaut/contracts/model';
import { imagesOfSnapshots, type SnapshotTree } from '../snapshots/snapshot-tree.ts';

type Disks = readonly DiskConfig[];

/** What a new machine has. */
export function rootDisk(imageId: ImageId): DiskConfig {
  return {
    number: ROOT_DISK_NUMBER,
    kind: 'cow',
    imageId,
    flags: NO_DISK_FLAGS,
    serial: null,
    plugged: true,
  };
}

/**
 * Every image that a machine cannot be without. The one that it was made from is not needed by a directory that it was
 * unpacked into, nor by a root disk that was made larger.
 */
export function imagesOf({ disks, snapshots }: { disks: Disks; snapshots: SnapshotTree }): Set<ImageId> {
  return new Set([...disks.flatMap((disk) => disk.imageId ?? []), ...imagesOfSnapshots(snapshots)]);
}

/** @throws UmlautError DISK_NOT_FOUND */
export function findDisk(disks: Disks, number: number): DiskConfig {
  const disk = disks.find((one) => one.number === number);
  if (disk !== undefined) return disk;
  throw new UmlautError('DISK_NOT_FOUND', `The machine has no disk ${diskDevice(number)}.`, {
    field: 'number',
    ...(number === ROOT_DISK_NUMBER ? { hint: 'It boots from a directory of the host.' } : {}),
  });
}

/** The disk that may come and go. @throws UmlautError DISK_NOT_FOUND, INVALID_INPUT */
export function findFurtherDisk(disks: Disks, number: number): DiskConfig {
  const disk = findDisk(disks, number);
  if (number !== ROOT_DISK_NUMBER) return disk;
  throw new UmlautError('INVALID_INPUT', 'number: The machine boots from this disk.', {
    field: 'number',
    hint: 'It goes only with the machine.',
  });
}

/** The number that was wished for, or the lowest that is free. @throws UmlautError DISK_IN_USE, INVALID_INPUT */
export function freeNumber(
  { disks, root }: { disks: Disks; root: MachineRoot },
  wanted: number | undefined,
): number {
  const taken = new Set(disks.map(({ number }) => number));
  if (root === 'directory') taken.add(ROOT_DISK_NUMBER);
  if (wanted !== undefined) {
    if (wanted === ROOT_DISK_NUMBER && root === 'directory') {
      throw new UmlautError('ROOT_IS_DIRECTORY', `number: ${diskDevice(wanted)} is for root disks.`, {
        field: 'number',
        hint: 'The machine boots from a directory of the host. Choose another device.',
      });
    }
    if (!taken.has(wanted)) return wanted;
    throw new UmlautError('DISK_IN_USE', `The machine has a disk ${diskDevice(wanted)} already.`, {
      field: 'number',
      hint: 'Choose another device.',
    });
  }
  const free = Array.from({ length: DISK_COUNT }, (_, number) => number).find((number) => !taken.has(number));
  if (free !== undefined) return free;
  throw new UmlautError(
    'INVALID_INPUT',
    root === 'directory'
      ? `number: The machine has ${disks.length} disks and a root directory, as many as UML has room for.`
      : `number: The machine has ${disks.length} disks, as many as UML has room for.`,
    {
      field: 'number',
      hint: 'Delete a disk that nobody needs: one that is not plugged in counts as well.',
    },
  );
}

/** With this disk in place of the one of its number, in order. */
export function withDisk(disks: Disks, disk: DiskConfig): DiskConfig[] {
  return [...withoutDisk(disks, disk.number), disk].toSorted((a, b) => a.number - b.number);
}

export function withoutDisk(disks: Disks, number: number): DiskConfig[] {
  return disks.filter((one) => one.number !== number);
}

export function withFlags(flags: DiskFlags, changes: SomeDiskFlags): DiskFlags {
  const chosen = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...flags, ...Object.fromEntries(chosen) };
}
