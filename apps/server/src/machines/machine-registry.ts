import { UmlautError } from '@umlaut/contracts/errors';
import type { ImageId, KernelId, Machine, MachineId } from '@umlaut/contracts/model';
import type { Logger } from 'pino';
import { imagesOf } from '../disks/configured-disks.ts';
import type { EventStream } from '../events/event-stream.ts';
import { NO_SNAPSHOTS } from '../snapshots/snapshot-tree.ts';
import type { MachineRecord } from './machine-record.ts';
import type { MachineRun } from './machine-run.ts';
import type { MachineStore } from './machine-store.ts';

export interface MachineEntry {
  readonly record: MachineRecord;
  readonly run: MachineRun | null;
}

export type MachinePatch = Partial<
  Pick<
    MachineRecord,
    | 'name'
    | 'description'
    | 'kernelId'
    | 'imageId'
    | 'memoryMiB'
    | 'consoleLogMiB'
    | 'lines'
    | 'disks'
    | 'snapshots'
    | 'nics'
    | 'lastExit'
    | 'commandLine'
  >
>;

export interface MachineRegistryDeps {
  store: MachineStore;
  events: EventStream;
  present: (entry: MachineEntry) => Machine;
  log: Logger;
}

/**
 * Every machine with its run, in memory, and the one place that changes them: each change gets a new version,
 * an event and a row in the database. Memory is the truth of the moment, the database that of the next start.
 */
export class MachineRegistry {
  readonly #deps: MachineRegistryDeps;
  readonly #entries = new Map<MachineId, MachineEntry>();
  readonly #idOfName = new Map<string, MachineId>();
  readonly #onChanged = new Set<(id: MachineId) => void>();

  constructor(deps: MachineRegistryDeps) {
    this.#deps = deps;
  }

  async load(): Promise<void> {
    for (const record of await this.#deps.store.load()) {
      this.#entries.set(record.id, { record, run: null });
      this.#idOfName.set(record.name, record.id);
    }
  }

  entries(): MachineEntry[] {
    return [...this.#entries.values()];
  }

  /** @throws MACHINE_NOT_FOUND */
  get(id: MachineId): MachineEntry {
    const entry = this.#entries.get(id);
    if (entry === undefined) {
      throw new UmlautError('MACHINE_NOT_FOUND', `There is no machine ${id}.`, { field: 'id' });
    }
    return entry;
  }

  find(id: MachineId): MachineEntry | null {
    return this.#entries.get(id) ?? null;
  }

  present(id: MachineId): Machine {
    return this.#deps.present(this.get(id));
  }

  list(): Machine[] {
    return this.entries().map(this.#deps.present);
  }

  countByImage(id: ImageId): number {
    return this.entries().filter(({ record }) => imagesOf(record).has(id)).length;
  }

  /** Whose disks, and whose snapshots, would be useless without an image; for sentences. */
  usersOfImage(id: ImageId): string[] {
    return this.entries().flatMap(({ record }) => {
      if (imagesOf({ ...record, snapshots: NO_SNAPSHOTS }).has(id)) return [`"${record.name}"`];
      return record.snapshots.items
        .filter(({ disks }) => disks.some(({ imageId }) => imageId === id))
        .map(({ name }) => `the snapshot "${name}" of "${record.name}"`);
    });
  }

  countByKernel(id: KernelId): number {
    return this.entries().filter(({ record }) => record.kernelId === id).length;
  }

  /** Sum of mem= over machines that run: what they may grow to. */
  committedMiB(): number {
    return this.entries().reduce((sum, { record, run }) => (run === null ? sum : sum + record.memoryMiB), 0);
  }

  /** Takes a name, so that nobody else gets it while its machine is being made. @throws NAME_TAKEN */
  reserveName(name: string, id: MachineId): void {
    const holder = this.#idOfName.get(name);
    if (holder === id) return;
    if (holder !== undefined) {
      throw new UmlautError('NAME_TAKEN', `A machine called "${name}" exists already.`, {
        field: 'name',
        hint: 'Choose another name.',
      });
    }
    this.#idOfName.set(name, id);
  }

  releaseName(name: string, id: MachineId): void {
    if (this.#idOfName.get(name) === id) this.#idOfName.delete(name);
  }

  /** @param record whose name is reserved. */
  async insert(record: MachineRecord): Promise<void> {
    await this.#deps.store.insert(record);
    this.#entries.set(record.id, { record, run: null });
    this.#tell(record.id);
  }

  /**
   * Changes configuration: told and answered only once it is stored; undone when it cannot be.
   * @param options.synced wait until a power cut cannot undo it
   */
  async update(id: MachineId, patch: MachinePatch, { synced = false } = {}): Promise<void> {
    const before = this.get(id).record;
    this.#patch(id, patch);
    try {
      const { store } = this.#deps;
      await (synced ? store.saveSynced(this.get(id).record) : store.save(this.get(id).record));
    } catch (error) {
      const undo = Object.keys(patch).map((key) => [key, before[key as keyof MachinePatch]]);
      if (this.#entries.has(id)) this.#patch(id, Object.fromEntries(undo));
      throw error;
    }
    if (patch.name !== undefined && patch.name !== before.name) this.releaseName(before.name, id);
    this.#tell(id);
  }

  /** Changes state: told at once and stored behind, for the world has changed whether we can store it or not. */
  setRun(id: MachineId, run: MachineRun | null, patch: MachinePatch = {}): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.set(id, { ...entry, run });
    this.#patch(id, patch);
    this.#tell(id);
    this.#deps.store.save(this.get(id).record).catch((error: unknown) => {
      this.#deps.log.error({ err: error, machine: id }, 'the state of a machine could not be stored');
    });
  }

  async remove(id: MachineId): Promise<void> {
    const { record } = this.get(id);
    await this.#deps.store.remove(id);
    this.#entries.delete(id);
    this.releaseName(record.name, id);
    this.#deps.events.publish({ type: 'machine.removed', id });
    for (const listener of this.#onChanged) listener(id);
  }

  republishWhere(concerns: (record: MachineRecord) => boolean): void {
    for (const { record } of this.entries()) if (concerns(record)) this.republish(record.id);
  }

  /** Sends the machine again because something that it shows, but does not own, has changed. */
  republish(id: MachineId): void {
    this.#deps.events.publish({ type: 'machine.changed', machine: this.present(id) });
  }

  /** @returns what ends the subscription. */
  onChanged(listener: (id: MachineId) => void): () => void {
    this.#onChanged.add(listener);
    return () => void this.#onChanged.delete(listener);
  }

  #patch(id: MachineId, patch: MachinePatch): void {
    const entry = this.get(id);
    const record = { ...entry.record, ...patch, version: entry.record.version + 1 };
    this.#entries.set(id, { ...entry, record });
  }

  #tell(id: MachineId): void {
    this.republish(id);
    for (const listener of this.#onChanged) listener(id);
  }
}
