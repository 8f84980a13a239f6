import { statfs } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import {
  diskDevice,
  imageName,
  type Image,
  type ImageId,
  type MachineId,
  type StorageAct,
} from '@umlaut/contracts/model';
import { recordedSha256 } from '@umlaut/core/images';
import { DiskLook } from '../disks/disk-look.ts';
import type { ImageLibrary } from '../images/image-library.ts';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import type { ActFacts, ActImage } from './act-facts.ts';
import { lookAtDisk } from './look-at-disk.ts';

export interface ActSurveyDeps {
  registry: MachineRegistry;
  images: ImageLibrary;
  home: string;
  imagesDir: string;
}

/**
 * Finds out what an act depends on: one disk, read anew, and who else lies over its image. The latter is in the memory of
 * the server, so that it takes no longer with a thousand machines.
 */
export class ActSurvey {
  readonly #deps: ActSurveyDeps;

  constructor(deps: ActSurveyDeps) {
    this.#deps = deps;
  }

  /** @throws MACHINE_NOT_FOUND, DISK_NOT_FOUND */
  async facts(act: StorageAct, { id, number }: { id: MachineId; number: number }): Promise<ActFacts> {
    const entry = this.#deps.registry.get(id);
    const config = entry.record.disks.find((disk) => disk.number === number);
    if (config === undefined) {
      throw new UmlautError('DISK_NOT_FOUND', `The machine has no disk ${diskDevice(number)}.`, {
        field: 'number',
      });
    }
    const { items } = await this.#deps.images.list();
    const disk = await lookAtDisk(this.#deps.home, entry, config, this.#look());
    const image = disk.imageId === null ? null : this.#imageOf(disk.imageId, items);
    if (act === 'enlarge') {
      const { bavail, bsize } = await statfs(this.#deps.home);
      const neededBytes = Math.min(disk.sizeBytes, (image?.allocatedBytes ?? 0) + (disk.changedBytes ?? 0));
      return { disk, image, candidates: [], room: { neededBytes, freeBytes: bavail * bsize } };
    }
    if (act !== 'repoint') return { disk, image, candidates: [], room: null };
    const sha256 = await this.sha256Of(disk.imageId);
    const same = items.filter(
      (one) => sha256 !== null && one.sha256 === sha256 && one.sizeBytes === disk.sizeBytes,
    );
    return {
      disk,
      image,
      room: null,
      candidates: same.map((one) => ({ id: one.id, label: imageName(one, items) })),
    };
  }

  /** Whether no disk over an image complains. */
  async allAreSound(id: ImageId): Promise<boolean> {
    const look = this.#look();
    for (const entry of this.#deps.registry.entries()) {
      for (const disk of entry.record.disks.filter(({ imageId }) => imageId === id)) {
        const { integrity } = await lookAtDisk(this.#deps.home, entry, disk, look);
        if (integrity !== 'sound') return false;
      }
    }
    return true;
  }

  /** What was recorded of an image, whether its file is there or not. */
  async sha256Of(id: ImageId | null): Promise<string | null> {
    return id === null ? null : recordedSha256(this.#deps.imagesDir, id);
  }

  #look(): DiskLook {
    return new DiskLook((path) => this.#deps.images.idOfPath(path));
  }

  #imageOf(id: ImageId, images: readonly Image[]): ActImage {
    const known = images.find((one) => one.id === id);
    const records = this.#deps.registry.entries().map(({ record }) => record);
    const isOver = ({ imageId }: { imageId: ImageId | null }): boolean => imageId === id;
    return {
      id,
      label: known === undefined ? id : imageName(known, images),
      path: known?.path ?? null,
      sha256: known?.sha256 ?? null,
      allocatedBytes: known?.allocatedBytes ?? 0,
      halfMergedBy: this.#deps.images.halfMergedBy(id),
      disks: records.flatMap((record) =>
        record.disks.filter(isOver).map(({ number }) => ({
          machineId: record.id,
          machineName: record.name,
          number,
          device: diskDevice(number),
        })),
      ),
      snapshots: records.flatMap((record) =>
        record.snapshots.items.flatMap((item) =>
          item.disks.filter(isOver).map(({ number }) => ({
            machineId: record.id,
            machineName: record.name,
            snapshotId: item.id,
            snapshotName: item.name,
            number,
          })),
        ),
      ),
    };
  }
}
