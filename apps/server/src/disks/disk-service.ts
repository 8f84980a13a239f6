import { UmlautError } from '@umlaut/contracts/errors';
import type { addDiskInput } from '@umlaut/contracts/http';
import {
  NO_DISK_FLAGS,
  diskDevice,
  type DiskConfig,
  type ImageId,
  type MachineDisk,
  type MachineId,
  type SomeDiskFlags,
} from '@umlaut/contracts/model';
import { emptyDisk, growSlot, writeDisk } from '@umlaut/core/disks';
import type { z } from 'zod';
import type { ActivityLog } from '../activity/activity-log.ts';
import { atTurn } from '../machines/at-turn.ts';
import type { HeldImage } from '../machines/creation.ts';
import type { KeyQueue } from '../machines/key-queue.ts';
import { assertTakesDevices } from '../machines/power.ts';
import type { MachineEntry } from '../machines/machine-registry.ts';
import type { WorkingDisks } from '../snapshots/working-disks.ts';
import {
  findDisk,
  findFurtherDisk,
  freeNumber,
  withDisk,
  withFlags,
  withoutDisk,
} from './configured-disks.ts';
import { DiskRecords, type DiskRecordsDeps } from './disk-records.ts';
import { DiskView, type DiskList, type DiskViewDeps } from './disk-view.ts';
import { MIB, contentOf, diskInUse, sourceWords } from './disk-words.ts';
import { isSilence } from './live-disks.ts';

export interface DiskServiceDeps extends DiskViewDeps, DiskRecordsDeps {
  queue: KeyQueue<MachineId>;
  activity: ActivityLog;
  working: WorkingDisks;
  /** @throws MACHINE_BUSY while a disk is needed to finish a merge */
  requireNoMerge: (id: MachineId) => void;
  /** @throws IMAGE_NOT_FOUND, IMAGE_UNAVAILABLE */
  holdImage: (wanted: ImageId) => Promise<HeldImage>;
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

/** The disks of machines: each change at its machine's turn, and in the running guest where there is one. */
export class DiskService {
  readonly #deps: DiskServiceDeps;
  readonly #view: DiskView;
  readonly #records: DiskRecords;

  constructor(deps: DiskServiceDeps) {
    this.#deps = deps;
    this.#view = new DiskView(deps);
    this.#records = new DiskRecords(deps);
  }

  /** @throws MACHINE_NOT_FOUND */
  list(id: MachineId): Promise<DiskList> {
    return this.#view.list(id);
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
      const path = this.#records.pathOf(id, number);
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
        await this.#records.introduce(entry, disk, { live: input.plug, actor });
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
        `Added the disk ${diskDevice(number)}, ${sourceWords(source)}.`,
      );
      return this.#view.present(id, number);
    });
  }

  /** @throws DISK_NOT_FOUND, DISK_IN_USE while the guest has it */
  update({ flags = {}, serial, ...request }: DiskChange, actor: string): Promise<MachineDisk> {
    return this.#atTurn(request, findDisk, async ({ entry, disk, isLive }) => {
      if (isLive) throw diskInUse(disk, 'Its flags and its serial');
      const changed: DiskConfig = {
        ...disk,
        flags: withFlags(disk.flags, flags),
        serial: serial === undefined ? disk.serial : serial,
      };
      await this.#records.store(entry, withDisk(entry.record.disks, changed));
      this.#note(entry, 'machine.disk-changed', actor, `Changed the disk ${diskDevice(disk.number)}.`);
    });
  }

  /** @throws DISK_NOT_FOUND, DISK_NEEDS_RESTART, DISK_*, BACKING_*, MCONSOLE_* */
  plug(request: DiskRequest, actor: string): Promise<MachineDisk> {
    return this.#atTurn(request, findFurtherDisk, async ({ entry, disk, isLive }) => {
      if (isLive && disk.plugged) return;
      if (isLive) await this.#records.store(entry, withDisk(entry.record.disks, { ...disk, plugged: true }));
      else await this.#records.introduce(entry, { ...disk, plugged: true }, { live: true, actor });
      this.#note(entry, 'machine.disk-plugged', actor, `Plugged in ${diskDevice(disk.number)}.`);
    });
  }

  /** @throws DISK_NOT_FOUND; MCONSOLE_REFUSED with the kernel's words, while it is mounted for instance */
  unplug(request: DiskRequest, actor: string): Promise<MachineDisk> {
    return this.#atTurn(request, findFurtherDisk, async ({ entry, disk, isLive }) => {
      if (!isLive && !disk.plugged) return;
      await this.#records.setAside(entry, disk, { live: isLive, actor });
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
      if (isLive) throw diskInUse(disk, 'Its size');
      await growSlot(this.#records.pathOf(request.id, number), { kind, sizeBytes: sizeMiB * MIB });
      const words = `Made the disk ${diskDevice(number)} larger: ${sizeMiB} MiB.`;
      this.#note(entry, 'machine.disk-changed', actor, words);
    });
  }

  /** What it holds is gone for good. @throws DISK_NOT_FOUND, DISK_IN_USE while the guest has it */
  async remove(request: DiskRequest, actor: string): Promise<void> {
    const { id, number } = request;
    await this.#exclusively(id, async () => {
      const { entry, disk, isLive } = await this.#turn(request, findFurtherDisk);
      if (isLive) throw diskInUse(disk, 'Its file');
      this.#deps.requireNoMerge(id);
      await this.#records.store(entry, withoutDisk(entry.record.disks, number));
      // A file without a disk takes room at most; a disk without what it held would be worse.
      await emptyDisk(this.#records.pathOf(id, number));
      this.#note(entry, 'machine.disk-deleted', actor, `Deleted the disk ${diskDevice(number)}.`);
    });
  }

  async #atTurn(
    request: DiskRequest,
    find: typeof findDisk,
    deed: (turn: Turn) => Promise<void>,
  ): Promise<MachineDisk> {
    return this.#exclusively(request.id, async () => {
      await deed(await this.#turn(request, find));
      return this.#view.present(request.id, request.number);
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
