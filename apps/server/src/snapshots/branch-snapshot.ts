import { join } from 'node:path';
import type { ImageId, MachineId } from '@umlaut/contracts/model';
import type { DiskWorker } from '@umlaut/core/disks';
import { diskFileName, machinePaths } from '@umlaut/core/machine';
import { newMachineId } from '../identifiers.ts';
import { copyDisk } from '../machines/copy-disk.ts';
import { addMachine, type HeldImage } from '../machines/creation.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';
import { snapshotDiskPath } from './snapshot-files.ts';
import { withNewAddresses } from '../nics/configured-nics.ts';
import { NO_SNAPSHOTS, imagesOfSnapshots, type SnapshotRecord } from './snapshot-tree.ts';

export interface BranchDeps {
  registry: MachineRegistry;
  worker: Pick<DiskWorker, 'run'>;
  home: string;
  holdImage: (wanted: ImageId) => Promise<HeldImage>;
}

/**
 * Makes a machine of its own from a snapshot of another: settings of that machine as they are now, disks of the
 * snapshot. @throws NAME_TAKEN, IMAGE_*, DISK_*, STORAGE_FULL, CANCELLED
 */
export async function branchSnapshot(
  { registry, worker, home, holdImage }: BranchDeps,
  request: { source: MachineRecord; snapshot: SnapshotRecord; name: string; task: TaskHandle },
): Promise<MachineId> {
  const { source, snapshot, name, task } = request;
  using held = new DisposableStack();
  const images = new Set(imagesOfSnapshots({ ...NO_SNAPSHOTS, items: [snapshot] }));
  for (const image of images) held.use(await holdImage(image));
  const branch: MachineRecord = {
    ...source,
    id: newMachineId(),
    name,
    version: 1,
    createdAt: new Date().toISOString(),
    disks: snapshot.disks,
    snapshots: NO_SNAPSHOTS,
    nics: withNewAddresses(source.nics),
    lastExit: null,
    commandLine: null,
  };
  const paths = machinePaths(home, source.id);
  const count = snapshot.disks.length;
  await addMachine({ registry, home }, branch, async (disksDir) => {
    for (const [index, { number }] of snapshot.disks.entries()) {
      const copy = {
        from: snapshotDiskPath(paths, snapshot.id, number),
        to: join(disksDir, diskFileName(number)),
      };
      await copyDisk(worker, copy, {
        signal: task.signal,
        progress: (part, step) => task.progress((index + (part ?? 0)) / count, step),
      });
    }
  });
  return branch.id;
}
