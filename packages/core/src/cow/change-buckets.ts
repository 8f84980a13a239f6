import type { SectorRun } from './changed-runs.ts';
import { SECTOR_BYTES } from './layout.ts';

/** How much of each part of a disk has changed, to be drawn as a strip. */
export interface ChangeMap {
  sizeBytes: number;
  changedBytes: number;
  /** Parts of the same size, whole sectors; the last may be shorter. Together they are the disk. */
  bucketBytes: number;
  /** Changed bytes of each part. */
  buckets: number[];
}

/** Sorts changed sectors into equal parts of a disk. Pure. */
export class ChangeBuckets {
  readonly #sizeBytes: number;
  readonly #bucketBytes: number;
  readonly #buckets: number[];

  /** @param wanted number of parts; fewer come out of a disk with fewer sectors */
  constructor(sizeBytes: number, wanted: number) {
    const sectors = Math.ceil(sizeBytes / SECTOR_BYTES);
    this.#sizeBytes = sizeBytes;
    this.#bucketBytes = Math.max(1, Math.ceil(sectors / wanted)) * SECTOR_BYTES;
    this.#buckets = Array.from({ length: Math.ceil(sizeBytes / this.#bucketBytes) }, () => 0);
  }

  add({ start, end }: SectorRun): void {
    const to = Math.min(end * SECTOR_BYTES, this.#sizeBytes);
    for (let at = start * SECTOR_BYTES; at < to;) {
      const index = Math.floor(at / this.#bucketBytes);
      const next = Math.min(to, (index + 1) * this.#bucketBytes);
      this.#buckets[index] = (this.#buckets[index] ?? 0) + next - at;
      at = next;
    }
  }

  finish(): ChangeMap {
    return {
      sizeBytes: this.#sizeBytes,
      changedBytes: this.#buckets.reduce((sum, bytes) => sum + bytes, 0),
      bucketBytes: this.#bucketBytes,
      buckets: this.#buckets.slice(),
    };
  }
}
