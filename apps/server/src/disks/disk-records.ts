import type { DiskConfig, ImageId, MachineId } from '@umlaut/contracts/model';
import type { LaunchDisk } from '@umlaut/contracts/monitor';
import { machinePaths } from '@umlaut/core/machine';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { withDisk } from './configured-disks.ts';
import { launchDisk, launchDisks, type DiskFiles } from './launch-disks.ts';
import type { LiveDisks } from './live-disks.ts';

export interface DiskRecordsDeps {
  registry: MachineRegistry;
  live: LiveDisks;
  home: string;
  /** @throws IMAGE_UNAVAILABLE */
  imagePath: (id: ImageId) => string;
}

/** Which disks a machine has: in the database, with its monitor for the next reboot, and in the guest that runs. */
export class DiskRecords {
  readonly #deps: DiskRecordsDeps;

  constructor(deps: DiskRecordsDeps) {
    this.#deps = deps;
  }

  pathOf(id: MachineId, number: number): string {
    return this.#files(id).paths.diskPath(number);
  }

  /** From now on the machine starts with this disk; its guest gets it at once when `live`. */
  async introduce(
    entry: MachineEntry,
    disk: DiskConfig,
    { live, actor }: { live: boolean; actor: string },
  ): Promise<void> {
    const disks = withDisk(entry.record.disks, disk);
    const now = this.#launch(entry, disks);
    if (entry.run === null || !live) return this.store(entry, disks);
    const before = this.#launch(entry, entry.record.disks);
    await this.#deps.live.plug(entry, launchDisk(disk, this.#files(entry.record.id)), { now, before }, actor);
    await this.#deps.registry.update(entry.record.id, { disks });
  }

  /** From now on the machine starts with these disks; its guest keeps those that it has. */
  async store(entry: MachineEntry, disks: DiskConfig[]): Promise<void> {
    if (entry.run !== null) await this.#deps.live.setNext(entry, this.#launch(entry, disks));
    await this.#deps.registry.update(entry.record.id, { disks });
  }

  /** Kept, and left out at the next start; the guest that runs loses it at once when `live`. @throws MCONSOLE_* */
  async setAside(
    entry: MachineEntry,
    disk: DiskConfig,
    { live, actor }: { live: boolean; actor: string },
  ): Promise<void> {
    const disks = withDisk(entry.record.disks, { ...disk, plugged: false });
    if (live) await this.#deps.live.unplug(entry, disk.number, this.#launch(entry, disks), actor);
    await this.store(entry, disks);
  }

  #launch({ record }: MachineEntry, disks: readonly DiskConfig[]): LaunchDisk[] {
    return launchDisks(disks, this.#files(record.id));
  }

  #files(id: MachineId): DiskFiles {
    return { paths: machinePaths(this.#deps.home, id), imagePath: this.#deps.imagePath };
  }
}
