import type { Image, ImageId, StorageDisk, StorageImage, StorageTree } from '@umlaut/contracts/model';

export interface TreeParts {
  images: readonly Image[];
  disks: readonly StorageDisk[];
  halfMergedBy: (id: ImageId) => string | null;
  freeBytes: number;
}

/** Sorts disks below the images that they lie over. Images that are gone but needed are there as well. Pure. */
export function buildTree({ images, disks, halfMergedBy, freeBytes }: TreeParts): StorageTree {
  const over = Map.groupBy(
    disks.filter(({ imageId }) => imageId !== null),
    ({ imageId }) => imageId,
  );
  const known = new Set<ImageId | null>(images.map(({ id }) => id));
  const lost = [...over.keys()].filter((id) => id !== null && !known.has(id));
  const own = disks.filter(({ imageId }) => imageId === null);
  return {
    images: [
      ...images.map((image) => presentImage(image, over.get(image.id) ?? [], halfMergedBy(image.id))),
      ...lost.flatMap((id) => (id === null ? [] : [lostImage(id, over.get(id) ?? [])])),
    ].toSorted((a, b) => a.label.localeCompare(b.label)),
    own: inOrder(own),
    allocatedBytes: sum(images) + sum(disks),
    freeBytes,
  };
}

function presentImage(image: Image, disks: StorageDisk[], halfMergedBy: string | null): StorageImage {
  const { id, label, path, sizeBytes, allocatedBytes, sha256, problem } = image;
  const freedBytes = disks.length === 0 ? allocatedBytes : 0;
  const facts = { id, label, path, sizeBytes, allocatedBytes, freedBytes, sha256, halfMergedBy };
  return {
    ...facts,
    problem: halfMergedBy === null ? problem : halfText(halfMergedBy),
    disks: inOrder(disks),
  };
}

function halfText(cowPath: string): string {
  return `The merge of ${cowPath} into it was cut off. It is finished when the server starts.`;
}

function lostImage(id: ImageId, disks: StorageDisk[]): StorageImage {
  return {
    id,
    label: id,
    path: null,
    sizeBytes: 0,
    allocatedBytes: 0,
    freedBytes: 0,
    sha256: null,
    problem: 'The library has no file of this image, and disks need it.',
    halfMergedBy: null,
    disks: inOrder(disks),
  };
}

function inOrder(disks: readonly StorageDisk[]): StorageDisk[] {
  return disks.toSorted((a, b) => a.machineName.localeCompare(b.machineName) || a.number - b.number);
}

function sum(things: readonly { allocatedBytes: number }[]): number {
  return things.reduce((bytes, { allocatedBytes }) => bytes + allocatedBytes, 0);
}
