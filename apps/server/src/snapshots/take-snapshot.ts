import { toUmlautError } from '../errors/to-umlaut-error.ts';
import { newSnapshotId } from '../identifiers.ts';
import type { MachineId } from '@umlaut/contracts/model';
import { sharesBlocks, type DiskWorker } from '@umlaut/core/disks';
import { machinePaths } from '@umlaut/core/machine';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import { settleSnapshots, storeTree } from './settle-snapshots.ts';
import { lendDisks, makeSnapshotFolder, snapshotDiskPath } from './snapshot-files.ts';
import { withSnapshot, type SnapshotRecord } from './snapshot-tree.ts';

/** What has been done when a test looks; each is a moment at which a crash must lose nothing. */
export type TakeStep = 'recorded' | 'folder' | 'disk' | 'moved';

export interface TakeDeps {
  registry: MachineRegistry;
  worker: DiskWorker;
  home: string;
  onStep?: (step: TakeStep) => void;
}

/**
 * Keeps the state of a stopped machine whose disks are all there; in its queue. Where the file system shares blocks
 * the disks are cloned. Elsewhere their files move into the snapshot, and the machine's own are owed.
 * @throws INVALID_INPUT (too many), DISK_*, STORAGE_FULL; nothing is changed then
 */
export async function takeSnapshot(
  deps: TakeDeps,
  id: MachineId,
  texts: { name: string; description: string },
): Promise<SnapshotRecord> {
  const { registry, home, worker, onStep = () => {} } = deps;
  const { disks, snapshots } = registry.get(id).record;
  const taken: SnapshotRecord = {
    id: newSnapshotId(),
    ...texts,
    createdAt: new Date().toISOString(),
    parentId: snapshots.present,
    disks: [...disks],
  };
  const next = withSnapshot(snapshots, taken);
  const paths = machinePaths(home, id);
  await storeTree(registry, id, { unfinished: { kind: 'take', id: taken.id } });
  try {
    onStep('recorded');
    await makeSnapshotFolder(paths, taken.id);
    onStep('folder');
    const isShared = sharesBlocks(paths.snapshotsDir);
    if (isShared) {
      for (const { number } of disks) {
        const to = snapshotDiskPath(paths, taken.id, number);
        await worker.run('clone', { from: paths.diskPath(number), to });
        onStep('disk');
      }
    } else await lendDisks(paths, taken.id, disks, () => onStep('disk'));
    onStep('moved');
    await storeTree(registry, id, { ...next, owed: isShared ? null : taken.id, unfinished: null });
    return taken;
  } catch (thrown) {
    // The reason is worth more than that undoing failed, too: what needs the disks tries that again.
    await settleSnapshots(deps, id).catch(() => {});
    throw toUmlautError(thrown);
  }
}
