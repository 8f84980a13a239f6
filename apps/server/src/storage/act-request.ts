import type { ImageId, MachineId, StorageAct } from '@umlaut/contracts/model';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { KeyQueue } from '../machines/key-queue.ts';
import type { TaskRegistry } from '../tasks/task-registry.ts';
import type { MendingDeps } from './mend-disk.ts';
import type { PendingMerges } from './pending-merges.ts';
import type { StorageSurvey } from './storage-survey.ts';

export interface StorageServiceDeps extends MendingDeps {
  queue: KeyQueue<MachineId>;
  tasks: TaskRegistry;
  activity: ActivityLog;
  pending: PendingMerges;
  survey: StorageSurvey;
  imagesDir: string;
  /** @throws CANCELLED, STORAGE_FULL, DISK_* */
  ensureDisks: (id: MachineId) => Promise<void>;
}

export interface DiskRequest {
  id: MachineId;
  number: number;
}

export interface ActRequest extends DiskRequest {
  act: StorageAct;
  actor: string;
  /** Of `save`. */
  label?: string;
  description?: string;
  /** Of `save` and `enlarge`: larger than the disk; what is added is a hole. */
  sizeMiB?: number | undefined;
  /** Of `repoint`. */
  imageId?: ImageId;
}
