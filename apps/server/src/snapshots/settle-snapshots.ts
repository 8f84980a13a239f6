import type { MachineId } from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import type { Logger } from 'pino';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import { discardLargerDisk, placeLargerDisk } from '../disks/larger-disk.ts';
import { discardDisks, removeSnapshotFolder, takeBackDisks } from './snapshot-files.ts';
import { findSnapshot, type SnapshotTree } from './snapshot-tree.ts';

export interface SettleDeps {
  registry: MachineRegistry;
  home: string;
  /** For tests: after each step, at which a crash must lose nothing. */
  onStep?: (() => Promise<void>) | undefined;
}

/**
 * Brings to an end what was begun with a machine's snapshots and disks: a snapshot or a larger disk that was not whole is
 * undone, going back and deleting are completed, a larger disk that is whole takes its place. Each step may be repeated, so a crash in here is settled by the next call.
 */
export async function settleSnapshots({ registry, home, onStep }: SettleDeps, id: MachineId): Promise<void> {
  const { record } = registry.get(id);
  const tree = record.snapshots;
  const act = tree.unfinished;
  if (act === null) return;
  const paths = machinePaths(home, id);
  const store = (changes: Partial<SnapshotTree>): Promise<void> =>
    storeTree(registry, id, { ...changes, unfinished: null });
  switch (act.kind) {
    case 'take':
      await takeBackDisks(paths, act.id);
      await onStep?.();
      await removeSnapshotFolder(paths, act.id);
      return store({});
    case 'restore': {
      const { disks } = findSnapshot(tree, act.id);
      await discardDisks(paths, new Set([...record.disks, ...disks].map(({ number }) => number)));
      await onStep?.();
      const next = { ...registry.get(id).record.snapshots, unfinished: null, present: act.id, owed: act.id };
      return registry.update(id, { disks, snapshots: next }, { synced: true });
    }
    case 'delete': {
      const isOwed = tree.owed === act.id;
      await onStep?.();
      if (isOwed) await takeBackDisks(paths, act.id);
      await onStep?.();
      await removeSnapshotFolder(paths, act.id);
      await onStep?.();
      return store(isOwed ? { owed: null } : {});
    }
    case 'enlarge':
      await onStep?.();
      await (act.isWhole ? placeLargerDisk : discardLargerDisk)(paths, act.number);
      await onStep?.();
      return store({});
  }
}

/** Changes what is said of a machine's snapshots; on the disk of the host when this resolves. */
export function storeTree(
  registry: MachineRegistry,
  id: MachineId,
  changes: Partial<SnapshotTree>,
): Promise<void> {
  const snapshots = { ...registry.get(id).record.snapshots, ...changes };
  return registry.update(id, { snapshots }, { synced: true });
}

/** After a start of the server: what a crash interrupted. One machine that cannot be settled keeps back no other. */
export async function settleAllSnapshots(deps: SettleDeps, log: Logger): Promise<void> {
  for (const { record } of deps.registry.entries()) {
    await settleSnapshots(deps, record.id).catch((error: unknown) => {
      log.error({ err: error, machine: record.id }, 'an act on snapshots could not be settled');
    });
  }
}
