import type { ImageId, StorageDisk, StorageImage, StorageSnapshot } from '@umlaut/contracts/model';

/** An image, and the names of what lies over it. */
export interface ActImage extends Pick<
  StorageImage,
  'id' | 'label' | 'path' | 'sha256' | 'halfMergedBy' | 'allocatedBytes'
> {
  disks: readonly Pick<StorageDisk, 'machineId' | 'machineName' | 'number' | 'device'>[];
  snapshots: readonly Pick<
    StorageSnapshot,
    'machineId' | 'machineName' | 'snapshotId' | 'snapshotName' | 'number'
  >[];
}

/** All that an act depends on. */
export interface ActFacts {
  disk: StorageDisk;
  /** Below the disk; null for raw and swap disks. */
  image: ActImage | null;
  /** Of `repoint`: images of the library with the same size and SHA-256. */
  candidates: readonly { id: ImageId; label: string }[];
  /** Of `enlarge`: what a whole disk of its own needs at most, and what the host has. */
  room: { neededBytes: number; freeBytes: number } | null;
}
