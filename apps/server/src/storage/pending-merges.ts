import { UmlautError } from '@umlaut/contracts/errors';
import { imageId, diskNumber, machineId, type MachineId } from '@umlaut/contracts/model';
import { z } from 'zod';
import type { Settings } from '../database/settings.ts';

const pendingMerge = z.object({ id: machineId, number: diskNumber, imageId });
export type PendingMerge = z.output<typeof pendingMerge>;

/**
 * Merges into images that have begun. The journal beside an image ends with its last byte; this ends when the disk is
 * empty over it, so that a server that is killed in between knows what is left to do.
 */
export class PendingMerges {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  list(): PendingMerge[] {
    const stored = this.#settings.get('pending-merges');
    return stored === null ? [] : z.array(pendingMerge).parse(JSON.parse(stored));
  }

  add(merge: PendingMerge): Promise<void> {
    return this.#store([...this.#without(merge), merge]);
  }

  remove(merge: PendingMerge): Promise<void> {
    return this.#store(this.#without(merge));
  }

  /** A disk whose merge was cut off has the only copy of what the image lacks. @throws MACHINE_BUSY */
  requireNone(id: MachineId): void {
    const merge = this.list().find((one) => one.id === id);
    if (merge === undefined) return;
    throw new UmlautError(
      'MACHINE_BUSY',
      `A merge of a disk into the image "${merge.imageId}" was cut off, and only that disk can finish it.`,
      { hint: 'Start the server again: it finishes the merge.', details: { ...merge } },
    );
  }

  #without({ imageId: image }: PendingMerge): PendingMerge[] {
    return this.list().filter((one) => one.imageId !== image);
  }

  #store(merges: PendingMerge[]): Promise<void> {
    return this.#settings.set('pending-merges', JSON.stringify(merges));
  }
}
