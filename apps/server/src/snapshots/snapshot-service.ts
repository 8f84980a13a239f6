import { UmlautError } from '@umlaut/contracts/errors';
import type {
  Machine,
  MachineId,
  Snapshot,
  SnapshotComparison,
  SnapshotId,
  SnapshotList,
} from '@umlaut/contracts/model';
import type { ActivityLog } from '../activity/activity-log.ts';
import { atTurn } from '../machines/at-turn.ts';
import type { KeyQueue } from '../machines/key-queue.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { TaskRegistry } from '../tasks/task-registry.ts';
import { branchSnapshot, type BranchDeps } from './branch-snapshot.ts';
import { compareSnapshots, type CompareDeps } from './compare-snapshots.ts';
import { describeSnapshot, describeSnapshots } from './describe-snapshots.ts';
import { settleSnapshots, storeTree, type SettleDeps } from './settle-snapshots.ts';
import { findSnapshot, withTexts, withoutSnapshot, type SnapshotRecord } from './snapshot-tree.ts';
import { requireRootDisk } from './require-root-disk.ts';
import { takeSnapshot } from './take-snapshot.ts';
import type { WorkingDisks } from './working-disks.ts';

export interface SnapshotServiceDeps extends BranchDeps, CompareDeps {
  queue: KeyQueue<MachineId>;
  tasks: TaskRegistry;
  activity: ActivityLog;
  working: WorkingDisks;
  /** @throws MACHINE_BUSY while a disk is needed to finish a merge */
  requireNoMerge: (id: MachineId) => void;
  sharesBlocks: boolean;
  onStep?: SettleDeps['onStep'];
}

export interface Texts {
  name: string;
  description: string;
}
export interface OneSnapshot {
  id: MachineId;
  snapshotId: SnapshotId;
}

/** Snapshots of machines; what changes files is done in the machine's queue. */
export class SnapshotService {
  readonly #deps: SnapshotServiceDeps;
  /** Snapshots that are being copied into new machines or compared, and how often. */
  readonly #held = new Map<SnapshotId, number>();

  constructor(deps: SnapshotServiceDeps) {
    this.#deps = deps;
  }

  /** @throws MACHINE_NOT_FOUND */
  list(id: MachineId): Promise<SnapshotList> {
    return describeSnapshots(this.#deps, this.#deps.registry.get(id).record);
  }

  /** @throws ROOT_IS_DIRECTORY, MACHINE_RUNNING, INVALID_INPUT, DISK_*, STORAGE_FULL, CANCELLED */
  take(id: MachineId, texts: Texts, actor: string): Promise<Snapshot> {
    return atTurn(this.#deps, id, async () => {
      const taken = await this.#take(id, texts, actor);
      this.#deps.working.begin(id);
      return describeSnapshot(this.#deps, this.#deps.registry.get(id).record, taken);
    });
  }

  /** @throws SNAPSHOT_NOT_FOUND */
  update(
    { id, snapshotId }: OneSnapshot,
    texts: { name?: string | undefined; description?: string | undefined },
    actor: string,
  ): Promise<Snapshot> {
    const { registry } = this.#deps;
    return atTurn(this.#deps, id, async () => {
      const tree = withTexts(registry.get(id).record.snapshots, snapshotId, texts);
      await storeTree(registry, id, { items: tree.items });
      const { record } = registry.get(id);
      const changed = findSnapshot(tree, snapshotId);
      this.#note(record, 'changed', actor, `Changed the snapshot "${changed.name}".`);
      return describeSnapshot(this.#deps, record, changed);
    });
  }

  /**
   * Replaces the present state, at once: the disks are made from the snapshot behind.
   * @throws SNAPSHOT_NOT_FOUND, MACHINE_RUNNING, DISK_*, STORAGE_FULL, CANCELLED
   */
  restore({ id, snapshotId }: OneSnapshot, takeFirst: Texts | null, actor: string): Promise<SnapshotList> {
    const { registry, working } = this.#deps;
    return atTurn(this.#deps, id, async () => {
      const target = findSnapshot(registry.get(id).record.snapshots, snapshotId);
      this.#requireStopped(id, 'going back replaces its disks');
      await this.#requireWhole(id, target);
      if (takeFirst !== null) await this.#take(id, takeFirst, actor);
      const { record } = registry.get(id);
      // Nothing was changed since: the machine has not even got its disks back.
      if (record.snapshots.owed !== snapshotId) {
        await working.end(id);
        await settleSnapshots(this.#deps, id);
        await storeTree(registry, id, { unfinished: { kind: 'restore', id: snapshotId } });
        await settleSnapshots(this.#deps, id);
      }
      working.begin(id);
      const kept =
        takeFirst === null ? 'The state before is gone.' : `The state before is "${takeFirst.name}".`;
      this.#note(record, 'restored', actor, `Went back to the snapshot "${target.name}". ${kept}`);
      return this.list(id);
    });
  }

  /** A long copy, as a task; the machine itself may run. @throws SNAPSHOT_NOT_FOUND, NAME_TAKEN, ... */
  async branch({ id, snapshotId }: OneSnapshot, name: string, actor: string): Promise<Machine> {
    const { registry, tasks, activity } = this.#deps;
    const source = registry.get(id).record;
    const snapshot = findSnapshot(source.snapshots, snapshotId);
    using _held = this.#hold(snapshotId);
    const { done } = tasks.start(
      {
        kind: 'branch',
        title: `Make "${name}" from the snapshot "${snapshot.name}" of "${source.name}"`,
        machineIds: [id],
        step: 'Copying the disks',
        cancellable: true,
      },
      (task) => branchSnapshot(this.#deps, { source, snapshot, name, task }),
    );
    const machine = registry.get(await done).record;
    void activity.add({
      kind: 'machine.snapshot-branched',
      severity: 'success',
      actor,
      machine,
      message: `Made "${name}" from the snapshot "${snapshot.name}" of "${source.name}".`,
    });
    return registry.present(machine.id);
  }

  /** Reads only; as a task, which ends when nobody waits for it. @throws SNAPSHOT_NOT_FOUND, DISK_*, ... */
  async compare(
    { id, snapshotId }: OneSnapshot,
    { to, number }: { to: SnapshotId; number: number },
    signal?: AbortSignal,
  ): Promise<SnapshotComparison> {
    const { registry, tasks } = this.#deps;
    const { record } = registry.get(id);
    const before = findSnapshot(record.snapshots, snapshotId);
    const after = findSnapshot(record.snapshots, to);
    using _before = this.#hold(snapshotId);
    using _after = this.#hold(to);
    const { id: taskId, done } = tasks.start(
      {
        kind: 'snapshot-compare',
        title: `Compare "${before.name}" with "${after.name}" of "${record.name}"`,
        machineIds: [id],
        step: 'Copying the disks',
        cancellable: true,
      },
      (task) => compareSnapshots(this.#deps, { record, before, after, number }, task),
    );
    const end = (): void => void tasks.cancel(taskId);
    signal?.addEventListener('abort', end, { once: true });
    try {
      return await done;
    } finally {
      signal?.removeEventListener('abort', end);
    }
  }

  /** Files of no other snapshot are touched. @throws SNAPSHOT_NOT_FOUND, MACHINE_BUSY, DISK_* */
  remove({ id, snapshotId }: OneSnapshot, actor: string): Promise<void> {
    const { registry, working } = this.#deps;
    return atTurn(this.#deps, id, async () => {
      const { record } = registry.get(id);
      const { name } = findSnapshot(record.snapshots, snapshotId);
      if (this.#held.has(snapshotId)) {
        throw new UmlautError('MACHINE_BUSY', `"${name}" is just being copied or compared.`, {
          hint: 'Delete it once that is done.',
        });
      }
      if (record.snapshots.owed === snapshotId) await working.end(id);
      await settleSnapshots(this.#deps, id);
      const tree = withoutSnapshot(registry.get(id).record.snapshots, snapshotId);
      await storeTree(registry, id, { ...tree, unfinished: { kind: 'delete', id: snapshotId } });
      await settleSnapshots(this.#deps, id);
      this.#note(record, 'deleted', actor, `Deleted the snapshot "${name}".`);
    });
  }

  async #take(id: MachineId, texts: Texts, actor: string): Promise<SnapshotRecord> {
    requireRootDisk(this.#deps.registry.get(id).record);
    this.#requireStopped(id, 'its disks change while they would be kept');
    await this.#deps.working.ensureReady(id);
    const taken = await takeSnapshot(this.#deps, id, texts);
    this.#note(this.#deps.registry.get(id).record, 'taken', actor, `Took the snapshot "${texts.name}".`);
    return taken;
  }

  #requireStopped(id: MachineId, why: string): void {
    const { record, run } = this.#deps.registry.get(id);
    if (run === null) return this.#deps.requireNoMerge(id);
    throw new UmlautError('MACHINE_RUNNING', `"${record.name}" is running: ${why}.`, {
      hint: 'Shut it down first.',
    });
  }

  /** The present state is not given up for what is not there. */
  async #requireWhole(id: MachineId, target: SnapshotRecord): Promise<void> {
    const { problem } = await describeSnapshot(this.#deps, this.#deps.registry.get(id).record, target);
    if (problem === null) return;
    throw new UmlautError('DISK_MISSING', `The snapshot "${target.name}" is not whole. ${problem}`);
  }

  #hold(id: SnapshotId): Disposable {
    this.#held.set(id, (this.#held.get(id) ?? 0) + 1);
    return {
      [Symbol.dispose]: () => {
        const left = (this.#held.get(id) ?? 1) - 1;
        if (left === 0) this.#held.delete(id);
        else this.#held.set(id, left);
      },
    };
  }

  #note(machine: MachineRecord, deed: string, actor: string, message: string): void {
    void this.#deps.activity.add({
      kind: `machine.snapshot-${deed}`,
      severity: 'info',
      actor,
      machine,
      message,
    });
  }
}
