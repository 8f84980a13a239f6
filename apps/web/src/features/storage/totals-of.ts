import type { StorageTree } from '@umlaut/contracts/model';

/** Allocated bytes by what they are for. Pure. */
export function totalsOf({ images, own, ownSnapshots }: StorageTree): {
  images: number;
  disks: number;
  snapshots: number;
} {
  return {
    images: sum(images),
    disks: sum([...images.flatMap(({ disks }) => disks), ...own]),
    snapshots: sum([...images.flatMap(({ snapshots }) => snapshots), ...ownSnapshots]),
  };
}

function sum(things: readonly { allocatedBytes: number }[]): number {
  return things.reduce((bytes, { allocatedBytes }) => bytes + allocatedBytes, 0);
}
