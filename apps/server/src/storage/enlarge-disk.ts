import type { DiskConfig, ImageId, MachineId } from '@umlaut/contracts/model';
import type { DiskWorker } from '@umlaut/core/disks';
import { machinePaths } from '@umlaut/core/machine';
import { findDisk, withDisk } from '../disks/configured-disks.ts';
import { largerDiskPath } from '../disks/larger-disk.ts';
import type { ImageLibrary } from '../images/image-library.ts';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import { settleSnapshots, storeTree, type SettleDeps } from '../snapshots/settle-snapshots.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';
import { part } from './task-part.ts';

export interface EnlargingDeps {
  registry: MachineRegistry;
  images: Pick<ImageLibrary, 'hold'>;
  worker: Pick<DiskWorker, 'run'>;
  home: string;
  ensureDisks: (id: MachineId) => Promise<void>;
  onStep?: SettleDeps['onStep'];
}

/**
 * Makes a larger disk of its own of a copy-on-write disk: the kernel takes the size of one from its image, so that it
 * cannot grow itself. In the machine's queue. What is begun is recorded first and settled like the acts on snapshots:
 * until the new disk is whole and configured, in one write, the old one is the machine's; from then on the new one is.
 * @throws BACKING_*, COW_INVALID, DISK_*, STORAGE_FULL, CANCELLED; all is as before then
 */
export async function enlargeDisk(
  deps: EnlargingDeps,
  request: { id: MachineId; number: number; imageId: ImageId; sizeBytes: number },
  task: TaskHandle,
): Promise<void> {
  const { registry, images, worker, home, ensureDisks, onStep } = deps;
  const { id, number, sizeBytes } = request;
  // Other disks may still be on their way from a snapshot, in the same folder and the same record.
  await ensureDisks(id);
  const paths = machinePaths(home, id);
  using image = await images.hold(request.imageId);
  await storeTree(registry, id, { unfinished: { kind: 'enlarge', number, isWhole: false } });
  try {
    await onStep?.();
    await worker.run(
      'merge',
      {
        cowPath: paths.diskPath(number),
        outPath: largerDiskPath(paths, number),
        backingPath: image.path,
        sizeBytes,
        mode: 0o600,
      },
      part(task, 0, 1, 'Copying'),
    );
    await onStep?.();
    const { disks, snapshots } = registry.get(id).record;
    const own: DiskConfig = { ...findDisk(disks, number), kind: 'raw', imageId: null };
    const unfinished = { kind: 'enlarge', number, isWhole: true } as const;
    await registry.update(
      id,
      { disks: withDisk(disks, own), snapshots: { ...snapshots, unfinished } },
      { synced: true },
    );
  } finally {
    await settleSnapshots(deps, id);
  }
}
