export interface ParseBudgetOptions {
  /** What all thumbnails together may parse. */
  bytesPerSecond: number;
  /** What may be parsed at once after a pause. */
  burstBytes: number;
  /** Milliseconds, monotonic. */
  now: () => number;
}

/**
 * Shares out the time of the page among many small screens: bytes are parsed in the order in which they
 * came, as fast as the budget fills up again. A screen that floods is behind then, and the server skips it
 * ahead; the page stays quick.
 */
export class ParseBudget {
  readonly #options: ParseBudgetOptions;
  readonly #queue: { bytes: number; job: () => void }[] = [];
  #left: number;
  #filledAt: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ParseBudgetOptions) {
    this.#options = options;
    this.#left = options.burstBytes;
    this.#filledAt = options.now();
  }

  /** Runs the job once its bytes are affordable; at once when nobody waits and they are. */
  spend(bytes: number, job: () => void): void {
    this.#queue.push({ bytes, job });
    if (this.#queue.length === 1) this.#run();
  }

  /** Forgets what waits. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#queue.length = 0;
  }

  #run(): void {
    clearTimeout(this.#timer);
    this.#fill();
    while (this.#queue.length > 0 && this.#left > 0) {
      const next = this.#queue[0];
      if (next === undefined) return;
      // May go below nothing: a chunk is never cut for it.
      this.#left -= next.bytes;
      this.#queue.shift();
      next.job();
    }
    if (this.#queue.length === 0) return;
    const waitMs = ((1 - this.#left) / this.#options.bytesPerSecond) * 1000;
    this.#timer = setTimeout(() => this.#run(), Math.max(1, Math.ceil(waitMs)));
  }

  #fill(): void {
    const now = this.#options.now();
    const earned = ((now - this.#filledAt) / 1000) * this.#options.bytesPerSecond;
    this.#left = Math.min(this.#options.burstBytes, this.#left + earned);
    this.#filledAt = now;
  }
}
