/** Enough for a panic's registers and call trace after the lines that say why, or an out-of-memory report. */
const CAPACITY = 32_768;

/** The newest output of the kernel's console, from which an exit or an incident is explained. */
export class KernelTail {
  /** Twice as long, so that what is kept moves to the front only once in so many bytes. */
  readonly #buffer = Buffer.alloc(2 * CAPACITY);
  #length = 0;

  push(bytes: Uint8Array): void {
    const newest = bytes.subarray(-CAPACITY);
    if (this.#length + newest.length > this.#buffer.length) {
      const keep = CAPACITY - newest.length;
      this.#buffer.copyWithin(0, this.#length - keep, this.#length);
      this.#length = keep;
    }
    this.#buffer.set(newest, this.#length);
    this.#length += newest.length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** A character cut in half at the beginning is left out. */
  text(): string {
    const start = Math.max(0, this.#length - CAPACITY);
    return this.#buffer.toString('utf8', start, this.#length).replace(/^\uFFFD+/, '');
  }
}
