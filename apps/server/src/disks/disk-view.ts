import { existsSync } from 'node:fs';
import type { DiskConfig, ImageId, MachineDisk, MachineId, RootDirectory } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { machinePaths } from '@umlaut/core/machine';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import { snapshotDiskPath } from '../snapshots/snapshot-files.ts';
import { findDisk } from './configured-disks.ts';
import { describeDisk } from './describe-disks.ts';
import { describeRoot } from './describe-root.ts';
import { DiskLook } from './disk-look.ts';
import type { LiveDisks } from './live-disks.ts';

export interface DiskViewDeps {
  registry: MachineRegistry;
  live: LiveDisks;
  home: string;
  /** Account that machines run as, or null for that of the server. */
  account: LaunchSpec['runAs'];
  imageOfPath: (path: string) => ImageId | null;
}

export interface DiskList {
  items: MachineDisk[];
  /** Null of a machine that boots from a disk. */
  rootDirectory: RootDirectory | null;
  /** Why the guest could not be asked which disks it has, or null. */
  silence: string | null;
}

/** The disks of machines as they are shown: their files, and whether the running guest has them. */
export class DiskView {
  readonly #deps: DiskViewDeps;

  constructor(deps: DiskViewDeps) {
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

  /** @throws MACHINE_NOT_FOUND, DISK_NOT_FOUND */
  async present(id: MachineId, number: number): Promise<MachineDisk> {
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
}
