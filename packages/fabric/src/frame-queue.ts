import type { FrameWorkspace } from './frame-workspace.ts';

const FIRST_BYTES = 16_384;
const FIRST_FRAMES = 64;

/**
 * Copies of frames, each with the time at which it is due, first in, first out. Two rings that grow as they must and
 * shrink when they are empty again.
 */
export class FrameQueue {
  readonly #maxBytes: number;
  #bytes = new Uint8Array(FIRST_BYTES);
  #dues = new Float64Array(FIRST_FRAMES);
  /** Where in #bytes each frame begins, and its length, in pairs. */
  #places = new Int32Array(FIRST_FRAMES * 2);
  #first = 0;
  #count = 0;
  #used = 0;
  #write = 0;
  /** Of the frame that was shifted last. */
  shiftedBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get length(): number {
    return this.#count;
  }

  /** Bytes of memory that waiting frames take. */
  get used(): number {
    return this.#used;
  }

  /** When the first one is due; Infinity when there is none. */
  get due(): number {
    return this.#count === 0 ? Infinity : (this.#dues[this.#first] ?? Infinity);
  }

  /** @returns false when there is no room left */
  push(bytes: Uint8Array, start: number, end: number, due: number): boolean {
    const length = end - start;
    let at = this.#place(length);
    if (at < 0) {
      if (!this.#grow(length)) return false;
      at = this.#place(length);
    }
    if (this.#count === this.#dues.length) this.#growIndex();
    this.#bytes.set(bytes.subarray(start, end), at);
    const index = (this.#first + this.#count) & (this.#dues.length - 1);
    this.#dues[index] = due;
    this.#places[2 * index] = at;
    this.#places[2 * index + 1] = length;
    this.#write = at + length;
    this.#used += length;
    this.#count += 1;
    return true;
  }

  /** Copies the first one there, and it is gone here. @returns where it is, or -1 where there is no room */
  shiftInto(workspace: FrameWorkspace): number {
    if (this.#count === 0) return -1;
    const index = this.#first;
    const at = this.#places[2 * index] ?? 0;
    const length = this.#places[2 * index + 1] ?? 0;
    const copied = workspace.copy(this.#bytes, at, at + length);
    this.shiftedBytes = length;
    this.#first = (index + 1) & (this.#dues.length - 1);
    this.#count -= 1;
    this.#used -= length;
    if (this.#count === 0) this.clear();
    return copied;
  }

  /** No frame waits for longer than until then. */
  hasten(latest: number): void {
    for (let each = 0; each < this.#count; each += 1) {
      const index = (this.#first + each) & (this.#dues.length - 1);
      this.#dues[index] = Math.min(this.#dues[index] ?? 0, latest);
    }
  }

  clear(): void {
    this.#first = 0;
    this.#count = 0;
    this.#used = 0;
    this.#write = 0;
    if (this.#bytes.length > 64 * FIRST_BYTES) this.#bytes = new Uint8Array(FIRST_BYTES);
  }

  /** A frame lies in one piece: behind the last one, or at the beginning. -1: no room. */
  #place(length: number): number {
    const size = this.#bytes.length;
    if (this.#count === 0) return length <= size ? 0 : -1;
    const head = this.#places[2 * this.#first] ?? 0;
    if (this.#write > head) {
      if (this.#write + length <= size) return this.#write;
      return length <= head ? 0 : -1;
    }
    return this.#write + length <= head ? this.#write : -1;
  }

  #grow(length: number): boolean {
    let size = this.#bytes.length * 2;
    while (size < this.#used + length) size *= 2;
    if (size > this.#maxBytes) return false;
    const bytes = new Uint8Array(size);
    let write = 0;
    for (let each = 0; each < this.#count; each += 1) {
      const index = (this.#first + each) & (this.#dues.length - 1);
      const at = this.#places[2 * index] ?? 0;
      const end = at + (this.#places[2 * index + 1] ?? 0);
      bytes.set(this.#bytes.subarray(at, end), write);
      this.#places[2 * index] = write;
      write += end - at;
    }
    this.#bytes = bytes;
    this.#write = write;
    return true;
  }

  #growIndex(): void {
    const size = this.#dues.length;
    const [dues, places] = [new Float64Array(size * 2), new Int32Array(size * 4)];
    for (let each = 0; each < this.#count; each += 1) {
      const index = (this.#first + each) & (size - 1);
      dues[each] = this.#dues[index] ?? 0;
      places[2 * each] = this.#places[2 * index] ?? 0;
      places[2 * each + 1] = this.#places[2 * index + 1] ?? 0;
    }
    [this.#dues, this.#places, this.#first] = [dues, places, 0];
  }
}
