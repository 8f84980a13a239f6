import { readChangeMap } from './changed-totals.ts';
import { cloneDisk } from './clone-disk.ts';
import { digestDisk } from './digest-disk.ts';
import type { DiskJob, DiskJobKind, DiskJobResult } from './disk-job.ts';
import { growDisk } from './grow-disk.ts';
import type { JobControl } from './job-control.ts';
import { mergeCow } from './merge-cow.ts';
import { mergeCowInPlace } from './merge-in-place.ts';
import { reclaimDisk } from './reclaim-disk.ts';
import { repointCow, restampCow } from './repoint-cow.ts';
import { verifyCow } from './verify-cow.ts';

/** Runs a job on this thread, which can do nothing else meanwhile. */
export async function runJob(job: DiskJob, control: JobControl): Promise<DiskJobResult<DiskJobKind>> {
  switch (job.kind) {
    case 'merge':
      return mergeCow(job.options, control);
    case 'merge-in-place':
      return mergeCowInPlace(job.options, control);
    case 'clone':
      return cloneDisk(job.options, control);
    case 'grow':
      return growDisk(job.options);
    case 'repoint':
      return await repointCow(job.options);
    case 'restamp':
      return restampCow(job.options, control);
    case 'verify':
      return await verifyCow(job.options);
    case 'digest':
      return digestDisk(job.options, control);
    case 'reclaim':
      return await reclaimDisk(job.options, control);
    case 'change-map':
      return readChangeMap(job.options);
  }
}
