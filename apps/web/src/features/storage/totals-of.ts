import type { StorageTree } from '@umlaut/contracts/model';

/** Allocated bytes by what they are for. Pure. */
export function totalsOf({ images, own, ownSnapshots, roots }: StorageTree): {
  images: number;
  disks: number;
  snapshots: number;
  roots: number;
} {
  return {
    images: sum(images),
    disks: sum([...images.flatMap(({ disks }) => disks), ...own]),
    snapshots: sum([...images.flatMap(({ snapshots }) => snapshots), ...ownSnapshots]),
    roots: sum(roots),
  };
}

function sum(things: readonly { allocatedBytes: number | null }[]): number {
  return things.reduce((bytes, { allocatedBytes }) => bytes + (allocatedBytes ?? 0), 0);
}
