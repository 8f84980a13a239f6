/**
 * Ordinary frames per millisecond, and at once. A guest's UDP socket holds some 90 of them (net.core.rmem_default,
 * 212,992 bytes, where each takes 2.3 kB); passt sends a whole TCP window in one go and is slow to repeat.
 */
const FRAMES_PER_MS = 64;
const ORDINARY_BYTES = 1514;

export interface PacerOptions {
  /** Sends one frame on; its length, or 0 when there is none. */
  sendNext: () => number;
  /** Milliseconds, never going back. */
  now?: () => number;
}

/** Lets frames through as fast as a guest can take them: small bursts at once, long ones in portions. */
export class Pacer {
  readonly #sendNext: () => number;
  readonly #now: () => number;
  #tokens = FRAMES_PER_MS;
  #at: number;
  #timer: NodeJS.Timeout | null = null;

  constructor({ sendNext, now = () => performance.now() }: PacerOptions) {
    this.#sendNext = sendNext;
    this.#now = now;
    this.#at = now();
  }

  /** There are frames. */
  kick(): void {
    if (this.#timer === null) this.#run();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #run(): void {
    const now = this.#now();
    this.#tokens = Math.min(FRAMES_PER_MS, this.#tokens + (now - this.#at) * FRAMES_PER_MS);
    this.#at = now;
    while (this.#tokens >= 1) {
      const bytes = this.#sendNext();
      if (bytes === 0) return;
      this.#tokens -= Math.max(1, bytes / ORDINARY_BYTES);
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#run();
    }, 1);
  }
}
