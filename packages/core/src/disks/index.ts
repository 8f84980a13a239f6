export { DiskWorker, type DiskRunOptions } from './disk-worker.ts';
export type { CloneResult } from './clone-disk.ts';
export type { DiskJobKind, DiskJobOptions, DiskJobResult } from './disk-job.ts';
export type { DiskProgress } from './job-control.ts';
export type { MergeCowOptions, MergeResult } from './merge-cow.ts';
export type { MergeInPlaceOptions } from './merge-in-place.ts';
export { findInterruptedMerges, type InterruptedMerge, type MergeJournal } from './merge-journal.ts';
export type { CowFinding, CowFindingKind, CowReport } from './verify-cow.ts';
export { emptyDisk, growDisk, writeDisk, type DiskContent } from './write-disk.ts';
