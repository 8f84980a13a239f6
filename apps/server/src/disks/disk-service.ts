import { existsSync } from 'node:fs';
import { UmlautError } from '@umlaut/contracts/errors';
import type { addDiskInput } from '@umlaut/contracts/http';
import {
  NO_DISK_FLAGS,
  diskDevice,
  type DiskConfig,
  type DiskSource,
  type ImageId,
  type MachineDisk,
  type MachineId,
  type RootDirectory,
  type SomeDiskFlags,
} from '@umlaut/contracts/model';
import type { LaunchDisk, LaunchSpec } from '@umlaut/contracts/monitor';
import { emptyDisk, growSlot, writeDisk, type DiskContent } from '@umlaut/core/disks';
import { machinePaths } from '@umlaut/core/machine';
import type { z } from 'zod';
import type { ActivityLog } from '../activity/activity-log.ts';
import { atTurn } from '../machines/at-turn.ts';
import type { HeldImage } from '../machines/creation.ts';
import type { KeyQueue } from '../machines/key-queue.ts';
import { assertTakesDevices } from '../machines/power.ts';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import {
  findDisk,
  findFurtherDisk,
  freeNumber,
  withDisk,
  withFlags,
  withoutDisk,
} from './configured-disks.ts';
import { snapshotDiskPath } from '../snapshots/snapshot-files.ts';
import type { WorkingDisks } from '../snapshots/working-disks.ts';
import { describeDisk } from './describe-disks.ts';
import { DiskLook } from './disk-look.ts';
import { describeRoot } from './describe-root.ts';
import { launchDisk, launchDisks, type DiskFiles } from './launch-disks.ts';
import { isSilence, type LiveDisks } from './live-disks.ts';

export interface DiskServiceDeps {
  registry: MachineRegistry;
  queue: KeyQueue<MachineId>;
  activity: ActivityLog;
  live: LiveDisks;
  home: string;
  /** Account that machines run as, or null for that of the server. */
  account: LaunchSpec['runAs'];
  working: WorkingDisks;
  /** @throws MACHINE_BUSY while a disk is needed to finish a merge */
  requireNoMerge: (id: MachineId) => void;
  /** @throws IMAGE_NOT_FOUND, IMAGE_UNAVAILABLE */
  holdImage: (wanted: ImageId) => Promise<HeldImage>;
  /** @throws IMAGE_UNAVAILABLE */
  imagePath: (id: ImageId) => string;
  imageOfPath: (path: string) => ImageId | null;
}

export interface DiskList {
  items: MachineDisk[];
  /** Null of a machine that boots from a disk. */
  rootDirectory: RootDirectory | null;
  silence: string | null;
}

export interface DiskRequest {
  id: MachineId;
  number: number;
}

export interface DiskChange extends DiskRequest {
  flags?: SomeDiskFlags | undefined;
  serial?: string | null | undefined;
}

/** A machine and one of its disks, at its turn. */
interface Turn {
  entry: MachineEntry;
  disk: DiskConfig;
  /** Whether the guest has it; false without a guest. */
  isLive: boolean;
}

const MIB = 1_048_576;

/** The disks of machines: each change at its machine's turn, and in the running guest where there is one. */
export class DiskService {
  readonly #deps: DiskServiceDeps;

  constructor(deps: DiskServiceDeps) {
    this.#deps = deps;
  }

  /** @throws MACHINE_NOT_FOUND */
  async list(id: MachineId): Promise<DiskList> {
    const entry = this.#deps.registry.get(id);
    const { disks, root } = entry.record;
    let silence: string | null = null;
    const live = await this.#deps.live
      .list(
        entry,
        disks.map(({ number }) => number),
      )
      .catch((error: unknown) => {
        silence = error instanceof Error ? error.message : String(error);
        return null;
      });
    const items = await Promise.all(
      disks.map((disk) => this.#describe(id, disk, live === null ? null : live.has(disk.number))),
    );
    const rootDirectory =
      root === 'disk'
        ? null
        : await describeRoot(machinePaths(this.#deps.home, id).rootDir, this.#deps.account);
    return { items, rootDirectory, silence };
  }

  /**
   * Makes a disk, and plugs it into the guest that runs unless it is asked not to. One that the guest does not get
   * is not kept.
   * @throws INVALID_INPUT, DISK_IN_USE with field `number`; IMAGE_*, STORAGE_FULL, DISK_NEEDS_RESTART, MCONSOLE_*
   */
  async add(input: z.output<typeof addDiskInput>, actor: string): Promise<MachineDisk> {
    const { id, source, serial } = input;
    const flags = withFlags(NO_DISK_FLAGS, input.flags);
    return this.#exclusively(id, async () => {
      const entry = this.#deps.registry.get(id);
      if (entry.run !== null) assertTakesDevices(entry, 'a disk');
      const number = freeNumber(entry.record, input.number);
      const path = this.#files(id).paths.diskPath(number);
      using image = source.kind === 'cow' ? await this.#deps.holdImage(source.imageId) : null;
      const imageId = image?.id ?? null;
      const disk: DiskConfig = {
        number,
        kind: source.kind,
        imageId,
        flags,
        serial,
        plugged: true,
        madeAt: new Date().toISOString(),
      };
      await writeDisk(path, contentOf(source, image));
      try {
        await this.#introduce(entry, disk, { live: input.plug, actor });
      } catch (error) {
        // A kernel that gave no answer may have it all the same: then it is kept, and can be unplugged.
        if (isSilence(error)) {
          await this.#deps.registry.update(id, {
            disks: withDisk(entry.record.disks, { ...disk, plugged: false }),
          });
        } else await emptyDisk(path).catch(() => {});
        throw error;
      }
      this.#note(
        entry,
        'machine.disk-added',
        actor,
        `Added the disk ${diskDevice(number)}, ${wordsOf(source)}.`,
      );
      return this.#present(id, number);
    });
  }

  /** @throws DISK_NOT_FOUND, DISK_IN_USE while the guest has it */
  update({ flags = {}, serial, ...request }: DiskChange, actor: string): Promise<MachineDisk> {
    return this.#atTurn(request, findDisk, async ({ entry, disk, isLive }) => {
      if (isLive) throw inUse(disk, 'Its flags and its serial');
      const changed: DiskConfig = {
        ...disk,
        flags: withFlags(disk.flags, flags),
        serial: serial === undefined ? disk.serial : serial,
      };
      await this.#store(entry, withDisk(entry.record.disks, changed));
      this.#note(entry, 'machine.disk-changed', actor, `Changed the disk ${diskDevice(disk.number)}.`);
    });
  }

  /** @throws DISK_NOT_FOUND, DISK_NEEDS_RESTART, DISK_*, BACKING_*, MCONSOLE_* */
  plug(request: DiskRequest, actor: string): Promise<MachineDisk> {
    return this.#atTurn(request, findFurtherDisk, async ({ entry, disk, isLive }) => {
      if (isLive && disk.plugged) return;
      if (isLive) await this.#store(entry, withDisk(entry.record.disks, { ...disk, plugged: true }));
      else await this.#introduce(entry, { ...disk, plugged: true }, { live: true, actor });
      this.#note(entry, 'machine.disk-plugged', actor, `Plugged in ${diskDevice(disk.number)}.`);
    });
  }

  /** @throws DISK_NOT_FOUND; MCONSOLE_REFUSED with the kernel's words, while it is mounted for instance */
  unplug(request: DiskRequest, actor: string): Promise<MachineDisk> {
    return this.#atTurn(request, findFurtherDisk, async ({ entry, disk, isLive }) => {
      if (!isLive && !disk.plugged) return;
      const disks = withDisk(entry.record.disks, { ...disk, plugged: false });
      if (isLive) await this.#deps.live.unplug(entry, disk.number, this.#launch(entry, disks), actor);
      await this.#store(entry, disks);
      this.#note(entry, 'machine.disk-unplugged', actor, `Unplugged ${diskDevice(disk.number)}; it is kept.`);
    });
  }

  /** @throws DISK_NOT_FOUND, DISK_IN_USE, STORAGE_FULL; INVALID_INPUT with field `sizeMiB`, or `number` for a cow */
  grow({ sizeMiB, ...request }: DiskRequest & { sizeMiB: number }, actor: string): Promise<MachineDisk> {
    return this.#atTurn(request, findDisk, async ({ entry, disk, isLive }) => {
      const { number, kind } = disk;
      if (kind === 'cow') {
        throw new UmlautError('INVALID_INPUT', 'number: A copy-on-write disk is as large as its image.', {
          field: 'number',
          hint: 'Ask for the act "enlarge", which makes a larger disk of its own of it. Or add a blank disk.',
        });
      }
      if (isLive) throw inUse(disk, 'Its size');
      await growSlot(this.#files(request.id).paths.diskPath(number), { kind, sizeBytes: sizeMiB * MIB });
      const words = `Made the disk ${diskDevice(number)} larger: ${sizeMiB} MiB.`;
      this.#note(entry, 'machine.disk-changed', actor, words);
    });
  }

  /** What it holds is gone for good. @throws DISK_NOT_FOUND, DISK_IN_USE while the guest has it */
  async remove(request: DiskRequest, actor: string): Promise<void> {
    const { id, number } = request;
    await this.#exclusively(id, async () => {
      const { entry, disk, isLive } = await this.#turn(request, findFurtherDisk);
      if (isLive) throw inUse(disk, 'Its file');
      this.#deps.requireNoMerge(id);
      await this.#store(entry, withoutDisk(entry.record.disks, number));
      // A file without a disk takes room at most; a disk without what it held would be worse.
      await emptyDisk(this.#files(id).paths.diskPath(number));
      this.#note(entry, 'machine.disk-deleted', actor, `Deleted the disk ${diskDevice(number)}.`);
    });
  }

  /** From now on the machine starts with this disk; its guest gets it at once when `live`. */
  async #introduce(
    entry: MachineEntry,
    disk: DiskConfig,
    { live, actor }: { live: boolean; actor: string },
  ): Promise<void> {
    const disks = withDisk(entry.record.disks, disk);
    const now = this.#launch(entry, disks);
    if (entry.run === null || !live) return this.#store(entry, disks);
    const before = this.#launch(entry, entry.record.disks);
    await this.#deps.live.plug(entry, launchDisk(disk, this.#files(entry.record.id)), { now, before }, actor);
    await this.#deps.registry.update(entry.record.id, { disks });
  }

  /** In the database, and with the monitor, for the next reboot. */
  async #store(entry: MachineEntry, disks: DiskConfig[]): Promise<void> {
    if (entry.run !== null) await this.#deps.live.setNext(entry, this.#launch(entry, disks));
    await this.#deps.registry.update(entry.record.id, { disks });
  }

  #launch({ record }: MachineEntry, disks: readonly DiskConfig[]): LaunchDisk[] {
    return launchDisks(disks, this.#files(record.id));
  }

  #files(id: MachineId): DiskFiles {
    return { paths: machinePaths(this.#deps.home, id), imagePath: this.#deps.imagePath };
  }

  async #atTurn(
    request: DiskRequest,
    find: typeof findDisk,
    deed: (turn: Turn) => Promise<void>,
  ): Promise<MachineDisk> {
    return this.#exclusively(request.id, async () => {
      await deed(await this.#turn(request, find));
      return this.#present(request.id, request.number);
    });
  }

  async #turn({ id, number }: DiskRequest, find: typeof findDisk): Promise<Turn> {
    const entry = this.#deps.registry.get(id);
    const disk = find(entry.record.disks, number);
    if (entry.run === null) return { entry, disk, isLive: false };
    assertTakesDevices(entry, 'a disk');
    const live = await this.#deps.live.list(entry, [number]);
    // A guest that just goes: better not now.
    return { entry, disk, isLive: live === null || live.has(number) };
  }

  async #present(id: MachineId, number: number): Promise<MachineDisk> {
    const entry = this.#deps.registry.get(id);
    const live = await this.#deps.live.list(entry, [number]).catch(() => null);
    return this.#describe(id, findDisk(entry.record.disks, number), live === null ? null : live.has(number));
  }

  /** One that has still to be made again from a snapshot is shown as it is there. */
  async #describe(id: MachineId, disk: DiskConfig, live: boolean | null): Promise<MachineDisk> {
    const paths = machinePaths(this.#deps.home, id);
    const path = paths.diskPath(disk.number);
    const { owed } = this.#deps.registry.get(id).record.snapshots;
    const isThere = owed === null || existsSync(path);
    const from = isThere ? path : snapshotDiskPath(paths, owed, disk.number);
    const look = new DiskLook(this.#deps.imageOfPath);
    const { ownBytes: _, ...described } = await describeDisk({ disk, path: from, live }, look);
    if (isThere) return described;
    return { ...described, path, problem: described.problem ?? 'It is being made again from a snapshot.' };
  }

  #note({ record }: MachineEntry, kind: string, actor: string, message: string): void {
    void this.#deps.activity.add({ kind, severity: 'info', actor, machine: record, message });
  }

  #exclusively<T>(id: MachineId, operation: () => Promise<T>): Promise<T> {
    return atTurn(this.#deps, id, async () => {
      await this.#deps.working.ensureReady(id);
      return operation();
    });
  }
}

function contentOf(source: DiskSource, image: HeldImage | null): DiskContent {
  if (source.kind !== 'cow') return { kind: source.kind, sizeBytes: source.sizeMiB * MIB };
  if (image === null) throw new Error('A copy-on-write disk has an image');
  return { kind: 'cow', backingPath: image.path };
}

function wordsOf(source: DiskSource): string {
  if (source.kind === 'cow') return `over the image ${source.imageId}`;
  return `${source.kind === 'swap' ? 'swap' : 'blank'} of ${source.sizeMiB} MiB`;
}

function inUse({ number }: DiskConfig, what: string): UmlautError {
  const device = diskDevice(number);
  return new UmlautError('DISK_IN_USE', `${what} cannot change while the running guest has ${device}.`, {
    field: 'number',
    hint: number === 0 ? 'Shut the machine down first.' : 'Unplug it first, or shut the machine down.',
  });
}
