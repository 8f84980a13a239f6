import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { isUmlautError, UmlautError } from '@umlaut/contracts/errors';
import type { DiskReadiness, MachineId, TaskId } from '@umlaut/contracts/model';
import type { DiskWorker } from '@umlaut/core/disks';
import { machinePaths } from '@umlaut/core/machine';
import { removeUnfinished } from '@umlaut/core/process';
import { allocatedBytes } from '../machines/allocated-bytes.ts';
import { copyDisk } from '../machines/copy-disk.ts';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import type { TaskHandle, TaskRegistry } from '../tasks/task-registry.ts';
import { settleSnapshots, storeTree } from './settle-snapshots.ts';
import { snapshotDiskPath } from './snapshot-files.ts';

export interface WorkingDisksDeps {
  registry: MachineRegistry;
  tasks: TaskRegistry;
  worker: Pick<DiskWorker, 'run'>;
  home: string;
}

interface Copy {
  taskId: TaskId;
  done: Promise<void>;
}

/** Makes again, in the background, the disks that a machine lent to a snapshot; at most one copy for each machine. */
export class WorkingDisks {
  readonly #deps: WorkingDisksDeps;
  readonly #copies = new Map<MachineId, Copy>();

  constructor(deps: WorkingDisksDeps) {
    this.#deps = deps;
  }

  stateOf(id: MachineId): { readiness: DiskReadiness; taskId: TaskId | null } {
    const taskId = this.#copies.get(id)?.taskId ?? null;
    if (taskId !== null) return { readiness: 'copying', taskId };
    return { readiness: this.#isOwed(id) ? 'waiting' : 'ready', taskId };
  }

  /** Begins what is owed and returns at once. A failure is the task's, and told again to whoever needs the disks. */
  begin(id: MachineId): void {
    if (this.#isOwed(id)) this.#copy(id).done.catch(() => {});
  }

  beginAll(): void {
    for (const { record } of this.#deps.registry.entries()) this.begin(record.id);
  }

  /**
   * Resolves once the machine has all its disks; to be awaited in the machine's queue before they are used.
   * @throws CANCELLED, STORAGE_FULL, DISK_*
   */
  async ensureReady(id: MachineId): Promise<void> {
    await settleSnapshots(this.#deps, id);
    if (!this.#isOwed(id)) return;
    try {
      await this.#copy(id).done;
    } catch (cause) {
      if (!isUmlautError(cause) || cause.code !== 'CANCELLED') throw cause;
      const { name } = this.#deps.registry.get(id).record;
      throw new UmlautError('CANCELLED', `The disks of "${name}" are not ready: their copy was cancelled.`, {
        hint: 'Start the machine to make them from the snapshot after all.',
        cause,
      });
    }
  }

  /** Cancels a copy and waits for its end. */
  async end(id: MachineId): Promise<void> {
    const copy = this.#copies.get(id);
    if (copy === undefined) return;
    try {
      this.#deps.tasks.cancel(copy.taskId);
    } catch {
      // It is ending already.
    }
    await copy.done.catch(() => {});
  }

  #isOwed(id: MachineId): boolean {
    return (this.#deps.registry.find(id)?.record.snapshots.owed ?? null) !== null;
  }

  #copy(id: MachineId): Copy {
    const running = this.#copies.get(id);
    if (running !== undefined) return running;
    const { name } = this.#deps.registry.get(id).record;
    const started = this.#deps.tasks.start(
      {
        kind: 'disk-copy',
        title: `Make the disks of "${name}" ready`,
        machineIds: [id],
        step: 'Copying from the snapshot',
        cancellable: true,
      },
      (task) => this.#make(id, task),
    );
    const done = started.done.finally(() => this.#copies.delete(id));
    const copy: Copy = { taskId: started.id, done };
    this.#copies.set(id, copy);
    return copy;
  }

  async #make(id: MachineId, task: TaskHandle): Promise<void> {
    const { registry, worker, home } = this.#deps;
    const { disks, snapshots } = registry.get(id).record;
    if (snapshots.owed === null) return;
    const paths = machinePaths(home, id);
    await removeUnfinished(paths.disksDir);
    const owed = snapshots.owed;
    const copies = disks
      .map(({ number }) => ({ from: snapshotDiskPath(paths, owed, number), to: paths.diskPath(number) }))
      .filter(({ to }) => !existsSync(to));
    const sizes = await Promise.all(copies.map(({ from }) => allocatedBytes(from)));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    let done = 0;
    for (const [index, copy] of copies.entries()) {
      const share = total === 0 ? 0 : (sizes[index] ?? 0) / total;
      // A guest's writes may be in memory yet: UML never syncs. What is kept has to outlast a power cut.
      await syncFile(copy.from);
      await copyDisk(worker, copy, {
        ...task,
        progress: (part, step) => task.progress(done + (part ?? 0) * share, step),
      });
      done += share;
    }
    await storeTree(registry, id, { owed: null });
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r').catch(() => null);
  // The copy says what is wrong with a file that cannot be opened.
  if (file === null) return;
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}
