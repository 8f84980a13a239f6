import { isSameDisk, type Snapshot } from '@umlaut/contracts/model';

/** Numbers of the disks that two snapshots both have; swap holds no files. Pure. */
export function comparableDisks(one: Snapshot, other: Snapshot): number[] {
  return one.disks
    .filter((disk) => disk.kind !== 'swap' && other.disks.some((same) => isSameDisk(disk, same)))
    .map(({ number }) => number);
}

/** The one that was taken first comes first, whichever of the two was asked from. Pure. */
export function inOrderOfTime(one: Snapshot, other: Snapshot): [Snapshot, Snapshot] {
  return Date.parse(one.createdAt) <= Date.parse(other.createdAt) ? [one, other] : [other, one];
}
