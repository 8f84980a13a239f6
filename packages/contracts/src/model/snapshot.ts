import { z } from 'zod';
import { diskKind, diskMadeAt, diskNumber } from './disk.ts';
import { imageId, snapshotId, taskId } from './ids.ts';
import { MAX_SNAPSHOT_NAME_LENGTH } from './limits.ts';
import { description } from './machine.ts';

/** For people, and never in a path or an option: any text of one line. */
export const snapshotName = z
  .string()
  .trim()
  .min(1, 'Give the snapshot a name')
  .max(MAX_SNAPSHOT_NAME_LENGTH, `A name has at most ${MAX_SNAPSHOT_NAME_LENGTH} characters`)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u, 'A name is one line of text');

export const newSnapshot = z.object({ name: snapshotName, description: description.default('') });

export const snapshotDisk = z.object({
  number: diskNumber,
  /** "ubda" */
  device: z.string(),
  kind: diskKind,
  imageId: imageId.nullable(),
  madeAt: diskMadeAt,
  /** Of its file in the snapshot. */
  allocatedBytes: z.int(),
});

export const snapshot = z.object({
  id: snapshotId,
  name: z.string(),
  description: z.string(),
  createdAt: z.iso.datetime(),
  parentId: snapshotId.nullable().describe('The snapshot that the machine came from when this one was taken'),
  isPresentParent: z.boolean().describe('Whether the present state comes from it'),
  disks: z.array(snapshotDisk),
  allocatedBytes: z.int(),
  freesBytes: z.int().describe('What deleting it gives back: what no other file shares'),
  problem: z.string().nullable(),
});
export type Snapshot = z.output<typeof snapshot>;

/**
 * Whether the machine's disks are there: `copying` and `waiting` while they have to be made again from a snapshot,
 * the latter when nobody does so now. A start does.
 */
export const diskReadiness = z.enum(['ready', 'copying', 'waiting']);
export type DiskReadiness = z.output<typeof diskReadiness>;

export const presentState = z.object({
  parentId: snapshotId.nullable(),
  allocatedBytes: z.int().describe('Of the disks of the machine; 0 for one that has still to be made again'),
  readiness: diskReadiness,
  taskId: taskId.nullable().describe('Of the copy that makes the disks again'),
});
export type PresentState = z.output<typeof presentState>;

export const snapshotList = z.object({
  items: z.array(snapshot).describe('Oldest first; `parentId` makes them a tree'),
  present: presentState,
  sharesBlocks: z
    .boolean()
    .describe('The file system shares blocks: files count in full although they have them together'),
});
export type SnapshotList = z.output<typeof snapshotList>;
