import { MAX_FRAME_BYTES } from './frame-pool.ts';

const WINDOW_MS = 4;
const PROMPT_SENDS = 8;
const PROMPT_BYTES = 8_192;

/**
 * Output goes to the viewers at once while it is sparse, so that a key's echo is never held, and in
 * batches of a few milliseconds while it is dense, so that a flood costs few frames.
 *
 * Pure: the caller owns the clock (milliseconds, monotonic) and one timer.
 */
export class SendPacer {
  #windowStart = Number.NEGATIVE_INFINITY;
  #sends = 0;
  #bytes = 0;
  #held = 0;

  /** Output came: 0 to send all that is held now, n to send in n ms, null when that is already arranged. */
  onOutput(bytes: number, now: number): number | null {
    const first = this.#held === 0;
    this.#held += bytes;
    if (now - this.#windowStart >= WINDOW_MS) this.#openWindow(now);
    const sparse =
      this.#sends === 0 || (this.#sends < PROMPT_SENDS && this.#bytes + this.#held <= PROMPT_BYTES);
    if ((first && sparse) || this.#held >= MAX_FRAME_BYTES) return 0;
    return first ? WINDOW_MS - (now - this.#windowStart) : null;
  }

  /** All that was held has been sent. */
  onSent(now: number): void {
    if (now - this.#windowStart >= WINDOW_MS) this.#openWindow(now);
    this.#sends += 1;
    this.#bytes += this.#held;
    this.#held = 0;
  }

  #openWindow(now: number): void {
    this.#windowStart = now;
    this.#sends = 0;
    this.#bytes = 0;
  }
}
