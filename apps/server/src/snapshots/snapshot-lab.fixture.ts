import {
  constants,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import {
  DEFAULT_LINES,
  NO_DISK_FLAGS,
  imageId,
  kernelId,
  type MachineId,
  type Machine,
} from '@umlaut/contracts/model';
import type { DiskRunOptions, DiskWorker } from '@umlaut/core/disks';
import { machinePaths } from '@umlaut/core/machine';
import { pino } from 'pino';
import { ActivityLog } from '../activity/activity-log.ts';
import { openDatabase, type Database } from '../database/connection.ts';
import { rootDisk } from '../disks/configured-disks.ts';
import { EventStream } from '../events/event-stream.ts';
import { newMachineId } from '../identifiers.ts';
import { KeyQueue } from '../machines/key-queue.ts';
import { MachineRegistry } from '../machines/machine-registry.ts';
import { MachineStore } from '../machines/machine-store.ts';
import { enlargeDisk } from '../storage/enlarge-disk.ts';
import { TaskRegistry, type TaskHandle } from '../tasks/task-registry.ts';
import { settleAllSnapshots } from './settle-snapshots.ts';
import { SnapshotService } from './snapshot-service.ts';
import { NO_SNAPSHOTS } from './snapshot-tree.ts';
import { WorkingDisks } from './working-disks.ts';

/** In memory: the tests sync hundreds of times. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const IMAGE = imageId.parse('tiny');
const DISKS = [
  rootDisk(IMAGE),
  { number: 1, kind: 'raw', imageId: null, flags: NO_DISK_FLAGS, serial: null, plugged: true } as const,
];

const NO_TASK: TaskHandle = {
  id: 'test' as TaskHandle['id'],
  signal: new AbortController().signal,
  progress: () => {},
  addItem: () => {},
};

interface LabOptions {
  sharesBlocks: boolean;
  onStep?: () => Promise<void>;
}

/** A stopped machine with two disks of a few bytes, and the parts of a server that work on it; for tests. */
export class SnapshotLab implements AsyncDisposable {
  readonly home: string;
  readonly id: MachineId;
  readonly db: Database;
  readonly registry: MachineRegistry;
  readonly tasks: TaskRegistry;
  readonly working: WorkingDisks;
  readonly service: SnapshotService;
  /** Copies wait until they are cancelled. */
  holdsCopies = false;
  /** Copies at once: a thread for each would make the tests slow. */
  readonly #worker: Pick<DiskWorker, 'run'> = {
    run: (async (
      kind: 'clone' | 'merge',
      options: Record<string, string>,
      { signal }: DiskRunOptions = {},
    ) => {
      if (this.holdsCopies) await cancelled(signal);
      if (kind === 'merge') return this.#merge(options['cowPath'] ?? '', options['outPath'] ?? '');
      return copyFile(options['from'] ?? '', options['to'] ?? '', constants.COPYFILE_EXCL);
    }) as unknown as DiskWorker['run'],
  };
  readonly #onStep: LabOptions['onStep'];

  private constructor(home: string, id: MachineId, db: Database, options: LabOptions) {
    const log = pino({ level: 'silent' });
    const events = new EventStream();
    this.#onStep = options.onStep;
    this.home = home;
    this.id = id;
    this.db = db;
    this.registry = new MachineRegistry({
      store: new MachineStore(db),
      events,
      log,
      present: ({ record }) => ({ id: record.id }) as Machine,
    });
    this.tasks = new TaskRegistry(events, log);
    const { registry, tasks } = this;
    this.working = new WorkingDisks({ registry, tasks, worker: this.#worker, home });
    this.service = new SnapshotService({
      registry,
      tasks,
      home,
      account: null,
      worker: this.#worker,
      working: this.working,
      queue: new KeyQueue(),
      activity: new ActivityLog({ db, events, log }),
      holdImage: (id) => Promise.resolve({ id, path: '/', [Symbol.dispose]: () => {} }),
      requireNoMerge: () => {},
      sharesBlocks: options.sharesBlocks,
      onStep: options.onStep,
    });
  }

  static async make(options: LabOptions = { sharesBlocks: false }): Promise<SnapshotLab> {
    const home = await mkdtemp(join(FOLDER, 'umlaut-snapshots-'));
    const lab = new SnapshotLab(home, newMachineId(), await openDatabase(join(home, 'umlaut.db')), options);
    await mkdir(machinePaths(home, lab.id).disksDir, { recursive: true });
    await lab.registry.insert({
      id: lab.id,
      name: 'lab',
      description: '',
      version: 1,
      createdAt: new Date().toISOString(),
      kernelId: kernelId.parse('system'),
      imageId: IMAGE,
      memoryMiB: 64,
      consoleLogMiB: 1,
      lines: [...DEFAULT_LINES],
      root: 'disk',
      disks: DISKS,
      snapshots: NO_SNAPSHOTS,
      nics: [],
      lastExit: null,
      commandLine: null,
    });
    return lab;
  }

  /** As a new server finds the home: memory is gone, what was begun is settled. */
  async restart(options: LabOptions = { sharesBlocks: false }): Promise<SnapshotLab> {
    await this.db.destroy();
    const db = await openDatabase(join(this.home, 'umlaut.db'));
    const lab = new SnapshotLab(this.home, this.id, db, options);
    await lab.registry.load();
    await settleAllSnapshots({ registry: lab.registry, home: lab.home }, pino({ level: 'silent' }));
    return lab;
  }

  /** Makes the root disk larger, in the machine's queue as the service of acts does. */
  async enlarge(): Promise<void> {
    const { registry, home } = this;
    const image = { id: IMAGE, path: '/', [Symbol.dispose]: () => {} };
    await enlargeDisk(
      {
        registry,
        home,
        worker: this.#worker,
        images: { hold: () => Promise.resolve(image) },
        ensureDisks: (id) => this.working.ensureReady(id),
        onStep: this.#onStep,
      },
      { id: this.id, number: 0, imageId: IMAGE, sizeBytes: 1 },
      NO_TASK,
    );
  }

  /** As the real one: under another name until it is whole. */
  async #merge(cowPath: string, outPath: string): Promise<void> {
    const text = await readFile(cowPath, 'utf8');
    const temporary = join(dirname(outPath), `.${basename(outPath)}.0123456789ab.tmp`);
    await writeFile(temporary, text);
    await this.#onStep?.();
    await writeFile(temporary, `${text} larger`);
    await rename(temporary, outPath);
  }

  /** What the guest would have written. */
  async write(text: string): Promise<void> {
    const paths = machinePaths(this.home, this.id);
    for (const { number } of this.disks)
      await writeFile(paths.diskPath(number), `${text} ${number}`, { mode: 0o600 });
  }

  /** What is on the disks, once they are there. */
  async read(): Promise<string[]> {
    await this.working.ensureReady(this.id);
    const paths = machinePaths(this.home, this.id);
    return Promise.all(this.disks.map(({ number }) => readFile(paths.diskPath(number), 'utf8')));
  }

  /** Every file of every snapshot by the snapshot's name; folders that belong to none by their own. */
  async kept(): Promise<Record<string, string[]>> {
    const { snapshotsDir } = machinePaths(this.home, this.id);
    const { items } = this.registry.get(this.id).record.snapshots;
    const kept: Record<string, string[]> = {};
    for (const folder of await readdir(snapshotsDir).catch(() => [])) {
      const name = items.find(({ id }) => id === folder)?.name ?? folder;
      const files = (await readdir(join(snapshotsDir, folder))).toSorted();
      kept[name] = await Promise.all(files.map((file) => readFile(join(snapshotsDir, folder, file), 'utf8')));
    }
    return kept;
  }

  get disks(): MachineDisks {
    return this.registry.get(this.id).record.disks;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.tasks.endAll(1000);
    await this.db.destroy();
    await rm(this.home, { recursive: true, force: true });
  }
}

type MachineDisks = ReturnType<MachineRegistry['get']>['record']['disks'];

async function cancelled(signal: AbortSignal | undefined): Promise<void> {
  const { promise, reject } = Promise.withResolvers<void>();
  signal?.addEventListener('abort', () => reject(new UmlautError('CANCELLED', 'Cancelled.')), { once: true });
  if (signal?.aborted === true) reject(new UmlautError('CANCELLED', 'Cancelled.'));
  return promise;
}
