import { UmlautError } from '@umlaut/contracts/errors';
import { MAX_SNAPSHOTS, type DiskConfig, type ImageId, type SnapshotId } from '@umlaut/contracts/model';

/** A state of a machine's disks that was kept. Its folder holds a whole file for each of them. */
export interface SnapshotRecord {
  readonly id: SnapshotId;
  readonly name: string;
  readonly description: string;
  readonly createdAt: string;
  readonly parentId: SnapshotId | null;
  /** As the machine had them configured. */
  readonly disks: readonly DiskConfig[];
}

/** What was begun: it is stored before the first file moves, and gone when the last one has. */
type UnfinishedAct =
  | { readonly kind: 'take' | 'restore' | 'delete'; readonly id: SnapshotId }
  /** A larger disk is being made beside the one of this number, or is whole and takes its place. */
  | { readonly kind: 'enlarge'; readonly number: number; readonly isWhole: boolean };

/** What a machine knows of its snapshots: one value, stored with the machine and so with its disks. */
export interface SnapshotTree {
  /** Oldest first. */
  readonly items: readonly SnapshotRecord[];
  /** The snapshot that the present state comes from. */
  readonly present: SnapshotId | null;
  /** Disks of the machine that have no file are to be made again from this snapshot. */
  readonly owed: SnapshotId | null;
  readonly unfinished: UnfinishedAct | null;
}

export const NO_SNAPSHOTS: SnapshotTree = { items: [], present: null, owed: null, unfinished: null };

/** @throws UmlautError SNAPSHOT_NOT_FOUND */
export function findSnapshot(tree: SnapshotTree, id: SnapshotId): SnapshotRecord {
  const found = tree.items.find((item) => item.id === id);
  if (found !== undefined) return found;
  throw new UmlautError('SNAPSHOT_NOT_FOUND', `The machine has no snapshot ${id}.`, {
    field: 'snapshotId',
    hint: 'It may have been deleted meanwhile: look at the list again.',
  });
}

/** The present state comes from it from now on. @throws UmlautError INVALID_INPUT when there are too many */
export function withSnapshot(tree: SnapshotTree, record: SnapshotRecord): SnapshotTree {
  if (tree.items.length >= MAX_SNAPSHOTS) {
    throw new UmlautError('INVALID_INPUT', `A machine has at most ${MAX_SNAPSHOTS} snapshots.`, {
      hint: 'Delete one that nobody needs: those taken after it stay.',
    });
  }
  return { ...tree, items: [...tree.items, record], present: record.id };
}

/** What came from it comes from its parent then. */
export function withoutSnapshot(tree: SnapshotTree, id: SnapshotId): SnapshotTree {
  const { parentId } = findSnapshot(tree, id);
  const items = tree.items
    .filter((item) => item.id !== id)
    .map((item) => (item.parentId === id ? { ...item, parentId } : item));
  return { ...tree, items, present: tree.present === id ? parentId : tree.present };
}

export function withTexts(
  tree: SnapshotTree,
  id: SnapshotId,
  texts: { name?: string | undefined; description?: string | undefined },
): SnapshotTree {
  const before = findSnapshot(tree, id);
  const { name = before.name, description = before.description } = texts;
  const items = tree.items.map((item) => (item.id === id ? { ...item, name, description } : item));
  return { ...tree, items };
}

/** Images without which no snapshot can be gone back to. */
export function imagesOfSnapshots({ items }: SnapshotTree): ImageId[] {
  return items.flatMap(({ disks }) => disks.flatMap(({ imageId }) => imageId ?? []));
}
