import { toUmlautError } from '../errors/to-umlaut-error.ts';
import { newSnapshotId } from '../identifiers.ts';
import type { MachineId } from '@umlaut/contracts/model';
import type { DiskWorker } from '@umlaut/core/disks';
import { machinePaths } from '@umlaut/core/machine';
import { settleSnapshots, storeTree, type SettleDeps } from './settle-snapshots.ts';
import { lendDisks, makeSnapshotFolder, snapshotDiskPath } from './snapshot-files.ts';
import { withSnapshot, type SnapshotRecord } from './snapshot-tree.ts';

export interface TakeDeps extends SettleDeps {
  worker: Pick<DiskWorker, 'run'>;
  /** The file system lets files share their blocks. */
  sharesBlocks: boolean;
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
  const { registry, home, worker, sharesBlocks, onStep } = deps;
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
    await onStep?.();
    await makeSnapshotFolder(paths, taken.id);
    await onStep?.();
    if (sharesBlocks) {
      for (const { number } of disks) {
        const to = snapshotDiskPath(paths, taken.id, number);
        await worker.run('clone', { from: paths.diskPath(number), to });
        await onStep?.();
      }
    } else await lendDisks(paths, taken.id, disks, onStep);
    await onStep?.();
    await storeTree(registry, id, { ...next, owed: sharesBlocks ? null : taken.id, unfinished: null });
    return taken;
  } catch (thrown) {
    // The reason is worth more than that undoing failed, too: what needs the disks tries that again.
    await settleSnapshots(deps, id).catch(() => {});
    throw toUmlautError(thrown);
  }
}
