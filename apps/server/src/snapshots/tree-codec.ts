import { diskConfigs, diskNumber, snapshotId } from '@umlaut/contracts/model';
import { z } from 'zod';
import type { SnapshotTree } from './snapshot-tree.ts';

const stored = z.object({
  items: z.array(
    z.object({
      id: snapshotId,
      name: z.string(),
      description: z.string(),
      createdAt: z.iso.datetime(),
      parentId: snapshotId.nullable(),
      disks: diskConfigs,
    }),
  ),
  present: snapshotId.nullable(),
  owed: snapshotId.nullable(),
  unfinished: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.enum(['take', 'restore', 'delete']), id: snapshotId }),
      z.object({ kind: z.literal('enlarge'), number: diskNumber, isWhole: z.boolean() }),
    ])
    .nullable(),
});

/** The tree as a column of the database has it. */
export function encodeTree(tree: SnapshotTree): string {
  return JSON.stringify(tree);
}

export function decodeTree(text: string): SnapshotTree {
  return stored.parse(JSON.parse(text));
}
