export interface LookPacerOptions<T> {
  /** From the beginning of one look to that of the next; null: no more by itself. */
  intervalMs: () => number | null;
  look: () => Promise<T>;
  /** A look of its own accord failed. */
  onProblem: (error: unknown) => void;
}

/** Begins one look after the other: the next when its time has come and the last one has ended. */
export class LookPacer<T> {
  readonly #options: LookPacerOptions<T>;
  #current: Promise<T> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #nextAt = 0;
  #isClosed = false;

  constructor(options: LookPacerOptions<T>) {
    this.#options = options;
  }

  /** The look that is under way. */
  get current(): Promise<T> | null {
    return this.#current;
  }

  /** Begins a look now; none must be under way. */
  begin<U extends T>(look: () => Promise<U>): Promise<U> {
    clearTimeout(this.#timer);
    const start = performance.now();
    const current = look().finally(() => {
      this.#current = null;
      this.#nextAt = start + (this.#options.intervalMs() ?? 0);
      this.schedule();
    });
    this.#current = current;
    return current;
  }

  /** Brings the next look forward. */
  soon(delayMs = 0): void {
    this.#nextAt = Math.min(this.#nextAt, performance.now() + delayMs);
    this.schedule();
  }

  /** Takes note that the interval may have changed. */
  schedule(): void {
    clearTimeout(this.#timer);
    const intervalMs = this.#options.intervalMs();
    if (this.#isClosed || this.#current !== null || intervalMs === null) return;
    const now = performance.now();
    this.#nextAt = Math.min(this.#nextAt, now + intervalMs);
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, this.#nextAt - now));
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #tick(): void {
    this.begin(this.#options.look).catch((error: unknown) => this.#options.onProblem(error));
  }
}
