import { statfs } from 'node:fs/promises';
import {
  diskDevice,
  type DiskConfig,
  type StorageRoot,
  type StorageSnapshot,
  type StorageTree,
} from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import { CowMemory } from '../disks/cow-memory.ts';
import { describeDisk } from '../disks/describe-disks.ts';
import { DiskLook } from '../disks/disk-look.ts';
import type { ImageLibrary } from '../images/image-library.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import { mapConcurrently } from '../machines/map-concurrently.ts';
import { snapshotDiskPath } from '../snapshots/snapshot-files.ts';
import type { SnapshotRecord } from '../snapshots/snapshot-tree.ts';
import { buildTree } from './build-tree.ts';
import { lookAtDisk } from './look-at-disk.ts';
import type { RootSizes } from './root-sizes.ts';

/** Disks that are looked at together; each is a few short reads. */
const CONCURRENCY = 8;
/** Small root directories are counted within this. */
const ROOTS_WAIT_MS = 500;

export interface StorageSurveyDeps {
  registry: MachineRegistry;
  images: ImageLibrary;
  rootSizes: RootSizes;
  home: string;
}

interface KeptDisk {
  record: MachineRecord;
  item: SnapshotRecord;
  disk: DiskConfig;
}

/** Looks at images and disks of the whole host. */
export class StorageSurvey {
  readonly #deps: StorageSurveyDeps;
  readonly #memory = new CowMemory();

  constructor(deps: StorageSurveyDeps) {
    this.#deps = deps;
  }

  async tree(): Promise<StorageTree> {
    const { registry, images, home } = this.#deps;
    const entries = registry.entries();
    const roots = this.#roots();
    const { items } = await images.list();
    const look = new DiskLook((path) => images.idOfPath(path), this.#memory);
    const all = entries.flatMap((entry) => entry.record.disks.map((disk) => ({ entry, disk })));
    const disks = await mapConcurrently(all, CONCURRENCY, ({ entry, disk }) =>
      lookAtDisk(home, entry, disk, look),
    );
    const kept = entries.flatMap(({ record }) =>
      record.snapshots.items.flatMap((item) => item.disks.map((disk) => ({ record, item, disk }))),
    );
    const snapshots = await mapConcurrently(kept, CONCURRENCY, (one) => this.#weigh(one, look));
    this.#memory.keepOnly(
      new Set([...disks.map(({ path }) => path), ...kept.map((one) => this.#pathOf(one))]),
    );
    const weighed = await mapConcurrently(items, CONCURRENCY, async (image) => {
      const { ownBytes } = await look.room(image.path);
      return { ...image, ownBytes };
    });
    const { bavail, bsize } = await statfs(home);
    return buildTree({
      images: weighed,
      disks,
      snapshots,
      roots: await roots,
      halfMergedBy: (id) => images.halfMergedBy(id),
      freeBytes: bavail * bsize,
    });
  }

  async #roots(): Promise<StorageRoot[]> {
    const { registry, rootSizes, home } = this.#deps;
    const entries = registry.entries().filter(({ record }) => record.root === 'directory');
    const paths = entries.map(({ record: { id } }) => ({ id, path: machinePaths(home, id).rootDir }));
    const sizeOf = await rootSizes.look(paths, ROOTS_WAIT_MS);
    return entries.map(({ record: { id, name }, run }) => ({
      machineId: id,
      machineName: name,
      isStopped: run === null,
      path: machinePaths(home, id).rootDir,
      ...sizeOf(id),
    }));
  }

  #pathOf({ record, item, disk }: KeptDisk): string {
    return snapshotDiskPath(machinePaths(this.#deps.home, record.id), item.id, disk.number);
  }

  async #weigh(kept: KeptDisk, look: DiskLook): Promise<StorageSnapshot> {
    const { record, item, disk } = kept;
    const described = await describeDisk({ disk, path: this.#pathOf(kept), live: null }, look);
    return {
      machineId: record.id,
      machineName: record.name,
      snapshotId: item.id,
      snapshotName: item.name,
      number: disk.number,
      device: diskDevice(disk.number),
      kind: disk.kind,
      imageId: disk.imageId,
      integrity: described.integrity,
      allocatedBytes: described.allocatedBytes,
      freedBytes: described.ownBytes,
    };
  }
}
