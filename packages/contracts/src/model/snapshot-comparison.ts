import { z } from 'zod';

export const snapshotFileChange = z.object({
  path: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  type: z.enum(['file', 'folder', 'link', 'other']),
  sizeBefore: z.int().nullable().describe('null: it was not there, or has no size'),
  sizeAfter: z.int().nullable(),
});
export type SnapshotFileChange = z.output<typeof snapshotFileChange>;

/** What became of the files of a disk from one snapshot to another. */
export const snapshotComparison = z.object({
  items: z.array(snapshotFileChange).describe('In order of their paths; the first 5000'),
  added: z.int(),
  removed: z.int(),
  changed: z.int(),
  isCut: z.boolean().describe('There are more than `items` has'),
  unclean: z
    .array(z.string())
    .describe('Snapshots whose file system was not unmounted cleanly: what only its journal has is not seen'),
});
export type SnapshotComparison = z.output<typeof snapshotComparison>;
