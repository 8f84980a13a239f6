import type { WireError } from '@umlaut/contracts/errors';
import type { ChangeMap } from '../cow/change-buckets.ts';
import type { CloneResult } from './clone-disk.ts';
import type { DiskProgress } from './job-control.ts';
import type { MergeInPlaceOptions } from './merge-in-place.ts';
import type { MergeCowOptions, MergeResult } from './merge-cow.ts';
import type { CowReport } from './verify-cow.ts';

/** What can be asked of a DiskWorker, and what comes of it. */
interface DiskJobs {
  merge: { options: MergeCowOptions; result: MergeResult };
  'merge-in-place': { options: MergeInPlaceOptions; result: MergeResult };
  clone: { options: { from: string; to: string }; result: CloneResult };
  grow: { options: { path: string; sizeBytes: number }; result: { sizeBytes: number } };
  repoint: { options: { cowPath: string; backingPath: string }; result: { backingPath: string } };
  restamp: {
    options: { cowPath: string; sha256: string; backingPath?: string };
    result: { backingMtimeSeconds: number };
  };
  verify: { options: { path: string }; result: CowReport };
  digest: { options: { path: string }; result: { sha256: string } };
  reclaim: { options: { path: string }; result: { freedBytes: number } };
  'change-map': { options: { path: string; buckets: number }; result: ChangeMap };
}

export type DiskJobKind = keyof DiskJobs;
export type DiskJobOptions<Kind extends DiskJobKind> = DiskJobs[Kind]['options'];
export type DiskJobResult<Kind extends DiskJobKind> = DiskJobs[Kind]['result'];
export type DiskJob = { [Kind in DiskJobKind]: { kind: Kind; options: DiskJobOptions<Kind> } }[DiskJobKind];

/** What the thread is sent, when it has done what it was sent before. */
export interface DiskThreadOrder {
  job: DiskJob;
  /** One 32-bit integer: not zero when the job is cancelled. The thread is busy and would not read a message. */
  cancelled: SharedArrayBuffer;
}

/**
 * What the thread says of each order: progress any number of times, then one of the others. An Error would lose all but its message
 * on the way.
 */
export type DiskThreadMessage =
  | { type: 'progress'; progress: DiskProgress }
  | { type: 'done'; result: DiskJobResult<DiskJobKind> }
  | { type: 'failed'; error: WireError };
