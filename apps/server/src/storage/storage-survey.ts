import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import {
  diskDevice,
  type DiskConfig,
  type ImageId,
  type MachineId,
  type StorageAct,
  type StorageDisk,
  type StorageSnapshot,
  type StorageTree,
} from '@umlaut/contracts/model';
import { recordedSha256 } from '@umlaut/core/images';
import { machinePaths } from '@umlaut/core/machine';
import { describeDisk } from '../disks/describe-disks.ts';
import type { ImageLibrary } from '../images/image-library.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { mapConcurrently } from '../machines/map-concurrently.ts';
import { snapshotDiskPath } from '../snapshots/snapshot-files.ts';
import type { SnapshotRecord } from '../snapshots/snapshot-tree.ts';
import { buildTree } from './build-tree.ts';
import type { ActFacts } from './act-facts.ts';

/** Disks that are looked at together; each is a few short reads. */
const CONCURRENCY = 8;

export interface StorageSurveyDeps {
  registry: MachineRegistry;
  images: ImageLibrary;
  home: string;
  imagesDir: string;
}

interface KeptDisk {
  record: MachineRecord;
  item: SnapshotRecord;
  disk: DiskConfig;
}

/** Looks at images and disks of the whole host. */
export class StorageSurvey {
  readonly #deps: StorageSurveyDeps;

  constructor(deps: StorageSurveyDeps) {
    this.#deps = deps;
  }

  async tree(): Promise<StorageTree> {
    const { registry, images, home } = this.#deps;
    const { items } = await images.list();
    const all = registry.entries().flatMap((entry) => entry.record.disks.map((disk) => ({ entry, disk })));
    const disks = await mapConcurrently(all, CONCURRENCY, ({ entry, disk }) => this.#look(entry, disk));
    const kept = registry
      .entries()
      .flatMap(({ record }) =>
        record.snapshots.items.flatMap((item) => item.disks.map((disk) => ({ record, item, disk }))),
      );
    const snapshots = await mapConcurrently(kept, CONCURRENCY, (one) => this.#weigh(one));
    const { bavail, bsize } = await statfs(home);
    return buildTree({
      images: items,
      disks,
      snapshots,
      halfMergedBy: (id) => images.halfMergedBy(id),
      freeBytes: bavail * bsize,
    });
  }

  /** @throws MACHINE_NOT_FOUND, DISK_NOT_FOUND */
  async facts(act: StorageAct, { id, number }: { id: MachineId; number: number }): Promise<ActFacts> {
    this.#deps.registry.get(id);
    const { images, own } = await this.tree();
    const isIt = (disk: StorageDisk): boolean => disk.machineId === id && disk.number === number;
    const image = images.find(({ disks }) => disks.some(isIt)) ?? null;
    const disk = image?.disks.find(isIt) ?? own.find(isIt);
    if (disk === undefined) {
      throw new UmlautError('DISK_NOT_FOUND', `The machine has no disk ${diskDevice(number)}.`, {
        field: 'number',
      });
    }
    if (act !== 'repoint') return { disk, image, candidates: [] };
    const sha256 = await this.sha256Of(disk.imageId);
    const candidates = images.filter(
      (one) =>
        sha256 !== null && one.path !== null && one.sha256 === sha256 && one.sizeBytes === disk.sizeBytes,
    );
    return { disk, image, candidates: candidates.map((one) => ({ id: one.id, label: one.label })) };
  }

  /** What was recorded of an image, whether its file is there or not. */
  async sha256Of(id: ImageId | null): Promise<string | null> {
    return id === null ? null : recordedSha256(this.#deps.imagesDir, id);
  }

  async #look({ record, run }: MachineEntry, disk: DiskConfig): Promise<StorageDisk> {
    const path = machinePaths(this.#deps.home, record.id).diskPath(disk.number);
    const described = await this.#describe(disk, path);
    return {
      ...described,
      machineId: record.id,
      machineName: record.name,
      isStopped: run === null,
      isReady: record.snapshots.owed === null || existsSync(path),
      imageId: disk.imageId,
      freedBytes: described.allocatedBytes,
    };
  }

  #describe(disk: DiskConfig, path: string): ReturnType<typeof describeDisk> {
    return describeDisk({ disk, path, live: null }, (file) => this.#deps.images.idOfPath(file));
  }

  async #weigh({ record, item, disk }: KeptDisk): Promise<StorageSnapshot> {
    const path = snapshotDiskPath(machinePaths(this.#deps.home, record.id), item.id, disk.number);
    const { integrity, allocatedBytes } = await this.#describe(disk, path);
    return {
      machineId: record.id,
      machineName: record.name,
      snapshotId: item.id,
      snapshotName: item.name,
      number: disk.number,
      device: diskDevice(disk.number),
      kind: disk.kind,
      imageId: disk.imageId,
      integrity,
      allocatedBytes,
    };
  }
}
