import type {
  Image,
  ImageId,
  StorageDisk,
  StorageImage,
  StorageRoot,
  StorageSnapshot,
  StorageTree,
} from '@umlaut/contracts/model';

/** An image, and what deleting its file would give back. */
type WeighedImage = Image & { ownBytes: number };

export interface TreeParts {
  images: readonly WeighedImage[];
  disks: readonly StorageDisk[];
  snapshots: readonly StorageSnapshot[];
  roots: readonly StorageRoot[];
  halfMergedBy: (id: ImageId) => string | null;
  freeBytes: number;
}

interface Layers {
  disks: StorageDisk[];
  snapshots: StorageSnapshot[];
}

/** Sorts disks and snapshots below the images that they lie over; images that are gone but needed are there, too. Pure. */
export function buildTree(parts: TreeParts): StorageTree {
  const { images, disks, snapshots, roots, halfMergedBy, freeBytes } = parts;
  const disksOver = Map.groupBy(disks, ({ imageId }) => imageId);
  const snapshotsOver = Map.groupBy(snapshots, ({ imageId }) => imageId);
  const layersOf = (id: ImageId | null): Layers => ({
    disks: inOrder(disksOver.get(id) ?? []),
    snapshots: inOrder(snapshotsOver.get(id) ?? []),
  });
  const known = new Set<ImageId | null>(images.map(({ id }) => id));
  const needed = new Set([...disksOver.keys(), ...snapshotsOver.keys()]);
  const lost = [...needed].filter((id) => id !== null && !known.has(id));
  const own = layersOf(null);
  const layers = [...disks, ...snapshots].map((one) => ({ ...one, ownBytes: one.freedBytes }));
  return {
    images: [
      ...images.map((image) => presentImage(image, layersOf(image.id), halfMergedBy(image.id))),
      ...lost.flatMap((id) => (id === null ? [] : [lostImage(id, layersOf(id))])),
    ].toSorted((a, b) => a.label.localeCompare(b.label)),
    own: own.disks,
    ownSnapshots: own.snapshots,
    roots: roots.toSorted((a, b) => a.machineName.localeCompare(b.machineName)),
    allocatedBytes: sum(images) + sum(disks) + sum(snapshots) + sum(roots),
    sharedBytes: sharedBytesOf(images) + sharedBytesOf(layers),
    freeBytes,
  };
}

function presentImage(image: WeighedImage, layers: Layers, halfMergedBy: string | null): StorageImage {
  const { id, label, path, sizeBytes, allocatedBytes, ownBytes, sha256, problem, createdAt } = image;
  const freedBytes = layers.disks.length + layers.snapshots.length === 0 ? ownBytes : 0;
  const facts = { id, label, path, sizeBytes, allocatedBytes, freedBytes, sha256, createdAt, halfMergedBy };
  return { ...facts, problem: halfMergedBy === null ? problem : halfText(halfMergedBy), ...layers };
}

function halfText(cowPath: string): string {
  return `The merge of ${cowPath} into it was cut off. It is finished when the server starts.`;
}

function lostImage(id: ImageId, layers: Layers): StorageImage {
  return {
    id,
    label: id,
    path: null,
    sizeBytes: 0,
    allocatedBytes: 0,
    freedBytes: 0,
    sha256: null,
    createdAt: null,
    problem: 'The library has no file of this image, and disks need it.',
    halfMergedBy: null,
    ...layers,
  };
}

function inOrder<Layer extends { machineName: string; number: number }>(layers: readonly Layer[]): Layer[] {
  return layers.toSorted((a, b) => a.machineName.localeCompare(b.machineName) || a.number - b.number);
}

function sum(things: readonly { allocatedBytes: number | null }[]): number {
  return things.reduce((bytes, { allocatedBytes }) => bytes + (allocatedBytes ?? 0), 0);
}

/** What is counted for each of the files that have it together. */
function sharedBytesOf(things: readonly { allocatedBytes: number; ownBytes: number }[]): number {
  return things.reduce((bytes, { allocatedBytes, ownBytes }) => bytes + allocatedBytes - ownBytes, 0);
}
