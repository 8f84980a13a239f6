import type { ImageId, StorageDisk, StorageImage } from '@umlaut/contracts/model';

/** All that an act depends on. */
export interface ActFacts {
  disk: StorageDisk;
  /** Below the disk; null for raw and swap disks. */
  image: StorageImage | null;
  /** Of `repoint`: images of the library with the same size and SHA-256. */
  candidates: readonly { id: ImageId; label: string }[];
}
