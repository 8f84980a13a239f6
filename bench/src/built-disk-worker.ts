import { fileURLToPath } from 'node:url';
import { DiskWorker } from '@umlaut/core/disks';

const THREAD = fileURLToPath(new URL('../../apps/server/dist/disk-thread.js', import.meta.url));

/** A DiskWorker with the threads of the built server. */
export function builtDiskWorker(): DiskWorker {
  return new DiskWorker(THREAD);
}
