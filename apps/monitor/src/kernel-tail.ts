/** Enough for a panic's registers and call trace after the lines that say why. */
const CAPACITY = 16_384;

/** The newest output of the kernel's console, from which an exit is explained. */
export class KernelTail {
  readonly #buffer = Buffer.alloc(CAPACITY);
  #length = 0;

  push(bytes: Uint8Array): void {
    const newest = bytes.subarray(-CAPACITY);
    const keep = Math.min(this.#length, CAPACITY - newest.length);
    this.#buffer.copyWithin(0, this.#length - keep, this.#length);
    this.#buffer.set(newest, keep);
    this.#length = keep + newest.length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** A character cut in half at the beginning is left out. */
  text(): string {
    return this.#buffer.toString('utf8', 0, this.#length).replace(/^\uFFFD+/, '');
  }
}
