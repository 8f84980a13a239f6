const PERIOD_MS = 60_000;
const PER_PERIOD = 20;

/** Writes to standard error, so many times a minute at most: what guests cause must not fill a disk. */
export class LimitedLog {
  readonly #now: () => number;
  readonly #write: (text: string) => void;
  #since = -Infinity;
  #count = 0;

  constructor(now: () => number, write: (text: string) => void) {
    this.#now = now;
    this.#write = write;
  }

  add(text: string): void {
    if (this.#now() - this.#since > PERIOD_MS) {
      this.#since = this.#now();
      this.#count = 0;
    }
    this.#count += 1;
    if (this.#count <= PER_PERIOD) this.#write(`${text}\n`);
    if (this.#count === PER_PERIOD) this.#write('More of this minute is left out.\n');
  }
}
