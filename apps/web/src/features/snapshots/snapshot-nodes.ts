import type { Snapshot } from '@umlaut/contracts/model';

export interface SnapshotNode {
  snapshot: Snapshot;
  children: SnapshotNode[];
}

/** The list as a tree. A parent that is not in it, which would be a fault, hides nothing. */
export function snapshotNodes(items: readonly Snapshot[]): SnapshotNode[] {
  const nodes = new Map(items.map((snapshot) => [snapshot.id, { snapshot, children: [] as SnapshotNode[] }]));
  const roots: SnapshotNode[] = [];
  for (const node of nodes.values()) {
    const { parentId } = node.snapshot;
    const parent = parentId === null ? undefined : nodes.get(parentId);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}
