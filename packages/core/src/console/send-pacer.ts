/** One picture of a screen at 60 Hz: more often than that nobody sees. */
const HOLD_MS = 16;
/** Sends at once after a silence: a prompt, the pieces of a full-screen program's picture. */
const BURST = 8;
/** An echo, and what else a program answers to a key. */
const ANSWERS = 4;
/** Held output that is worth a message of its own: each costs monitor, server and viewer the same whatever is in it. */
const FULL_BYTES = 65_536;

/**
 * Output goes to the viewers at once while it is sparse or answers a key, so that an echo is never held, and
 * in batches of one screen picture while it is dense: a browser pays for each message it gets, and 1,700 a
 * second (`yes` in a guest) were most of what its page did.
 *
 * Pure: the caller owns the clock (milliseconds, monotonic) and one timer.
 */
export class SendPacer {
  /** Sends that may still go at once; one comes back each HOLD_MS, so that batches alone use them up. */
  #credit = BURST;
  #countedAt = Number.NEGATIVE_INFINITY;
  #held = 0;

  /** Input went to the guest: what it answers is not held, however much else it puts out. */
  onInput(): void {
    this.#credit = Math.max(this.#credit, ANSWERS);
  }

  /** Output came: 0 to send all that is held now, n to send in n ms, null when that is already arranged. */
  onOutput(bytes: number, now: number): number | null {
    const first = this.#held === 0;
    this.#held += bytes;
    this.#refill(now);
    if (this.#credit >= 1 || this.#held >= FULL_BYTES) return 0;
    return first ? HOLD_MS : null;
  }

  /** All that was held has been sent. */
  onSent(now: number): void {
    this.#refill(now);
    this.#held = 0;
    this.#credit = Math.max(0, this.#credit - 1);
  }

  #refill(now: number): void {
    this.#credit = Math.min(BURST, this.#credit + (now - this.#countedAt) / HOLD_MS);
    this.#countedAt = now;
  }
}
