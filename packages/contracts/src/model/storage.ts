import { z } from 'zod';
import { wireError } from '../errors/wire-error.ts';
import { diskIntegrity, diskKind, diskNumber } from './disk.ts';
import { imageId, machineId, snapshotId } from './ids.ts';
import { machineDisk } from './machine.ts';

/** A disk of any machine, as the whole host's storage is shown. */
export const storageDisk = machineDisk.extend({
  machineId,
  machineName: z.string(),
  /** No guest has it, and none gets it before the machine is started. */
  isStopped: z.boolean(),
  isReady: z.boolean().describe('false: it is still being made from a snapshot'),
  /** The image that the machine is configured to have below it; the header may name another file. */
  imageId: imageId.nullable(),
  freedBytes: z.int().describe('What deleting it gives back: what no other file shares'),
});
export type StorageDisk = z.output<typeof storageDisk>;

/** What a snapshot holds of one disk: a file like the disk's, which lies over the same image. */
export const storageSnapshot = z.object({
  machineId,
  machineName: z.string(),
  snapshotId,
  snapshotName: z.string(),
  number: diskNumber,
  device: z.string(),
  kind: diskKind,
  imageId: imageId.nullable(),
  integrity: diskIntegrity,
  allocatedBytes: z.int(),
  freedBytes: z.int().describe('What deleting it gives back: what no other file shares'),
});
export type StorageSnapshot = z.output<typeof storageSnapshot>;

/** An image and what lies over it. */
export const storageImage = z.object({
  id: imageId,
  label: z.string(),
  path: z.string().nullable().describe('null: disks need it, and its file is not there'),
  sizeBytes: z.int(),
  allocatedBytes: z.int(),
  freedBytes: z.int().describe('What deleting it gives back; nothing while disks lie over it'),
  sha256: z.string().nullable(),
  createdAt: z.iso.datetime().nullable().describe('null: its file is not there'),
  problem: z.string().nullable(),
  halfMergedBy: z.string().nullable().describe('The disk whose merge into the image was cut off'),
  disks: z.array(storageDisk),
  snapshots: z.array(storageSnapshot),
});
export type StorageImage = z.output<typeof storageImage>;

/** The directory that a machine boots from instead of a disk. */
export const storageRoot = z.object({
  machineId,
  machineName: z.string(),
  isStopped: z.boolean(),
  path: z.string(),
  allocatedBytes: z
    .int()
    .nullable()
    .describe('With all files in it, a minute ago or longer; null: not known'),
  isCounting: z.boolean().describe('It is being counted for the first time'),
});
export type StorageRoot = z.output<typeof storageRoot>;

export const storageTree = z.object({
  images: z.array(storageImage),
  /** Raw and swap disks, which lie over nothing. */
  own: z.array(storageDisk),
  /** Of raw and swap disks. */
  ownSnapshots: z.array(storageSnapshot),
  roots: z.array(storageRoot),
  allocatedBytes: z.int().describe('Of all images, disks, snapshots and roots together'),
  sharedBytes: z.int().describe('Of that, what is counted for each of the files that share it'),
  freeBytes: z.int().describe('On the file system of the server'),
});
export type StorageTree = z.output<typeof storageTree>;

/**
 * - `save`: a new image of what the guest sees. - `merge`: into its image, in place. - `restamp`: the image is the same.
 * - `renew`: begin anew over the image as it is now. - `repoint`: the image is elsewhere. - `reclaim`: zeros become holes.
 * - `enlarge`: a larger disk of its own instead of one over an image.
 */
export const storageAct = z.enum(['save', 'merge', 'restamp', 'renew', 'repoint', 'reclaim', 'enlarge']);
export type StorageAct = z.output<typeof storageAct>;

/** What an act would do, said before it is done. */
export const storageConsequences = z.object({
  refusal: wireError.nullable().describe('Why it cannot be done now'),
  consequences: z.array(z.string()).describe('Sentences: what becomes of whom'),
  lostBytes: z.int().describe('Changes of the guest that are lost for good'),
  candidates: z
    .array(z.object({ id: imageId, label: z.string() }))
    .describe('Of `repoint`: images of the same size and SHA-256'),
});
export type StorageConsequences = z.output<typeof storageConsequences>;

export const cowFinding = z.object({
  kind: z.string(),
  severity: z.enum(['error', 'warning']),
  sentence: z.string(),
});

export const diskReport = z.object({
  changedBytes: z.int(),
  findings: z.array(cowFinding).describe('None: the disk is sound'),
});
export type DiskReport = z.output<typeof diskReport>;

export const changeMap = z.object({
  sizeBytes: z.int(),
  changedBytes: z.int(),
  bucketBytes: z.int(),
  buckets: z.array(z.int()).describe('Changed bytes of each part of the disk'),
});
export type DiskChangeMap = z.output<typeof changeMap>;
