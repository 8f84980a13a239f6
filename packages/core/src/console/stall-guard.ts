/**
 * Silence after which a burst is taken for stalled. Bursts stall every few dozen KB, so this sets the
 * throughput: measured 8 MB/s with 20 ms, 12 with 5, 23 with 2, 41 with 1. More than 12 is faster than
 * terminals parse and than a busy host's viewers can follow.
 */
const FIRST_DELAY_MS = 5;
/** The same while whoever looks has taken all there was: nobody falls behind by it. */
const AWAITED_DELAY_MS = 1;
const MAX_DELAY_MS = 10_000;
/** A pty holds more than this unread, so less output cannot have filled it. */
const BURST_BYTES = 2_048;
/** Output after this much silence begins a new burst. */
const QUIET_MS = 20;
/**
 * Nudges in a silence: 5, 10, 20 ... 10,000, 10,000 ms apart, about ten minutes in all. The first few are
 * what helps; the rest is for a guest that was paused in the middle of a burst.
 */
const NUDGE_LIMIT = 70;

/**
 * Decides when a console that fell silent in the middle of a burst needs a SIGIO.
 *
 * When a pty fills up, UML (arch/um/drivers/chan_kern.c, flush_chan) leaves the rest in its ring and waits
 * for SIGIO to go on; the host's tty layer does not always send it. Any SIGIO to UML's main process makes
 * it try again, and a needless one costs it one empty epoll_wait.
 *
 * Pure: the caller owns the clock (milliseconds, monotonic) and one timer.
 */
export class StallGuard {
  #lastBytesAt = Number.NEGATIVE_INFINITY;
  #burstBytes = 0;
  #nudgesLeft = 0;
  #delayMs = 0;
  #nudgeAt = 0;
  #timerAt = Number.POSITIVE_INFINITY;

  /**
   * Output came. Returns the milliseconds after which to call `onTimer`, or null to leave the timer be.
   * @param isAwaited whoever looks has taken all that came before
   */
  onBytes(bytes: number, now: number, isAwaited = false): number | null {
    if (now - this.#lastBytesAt > QUIET_MS) this.#burstBytes = 0;
    this.#lastBytesAt = now;
    this.#burstBytes += bytes;
    // Small output after a burst may be what a nudge has freed, with more behind it.
    if (this.#burstBytes >= BURST_BYTES || this.#nudgesLeft > 0) this.#nudgesLeft = NUDGE_LIMIT;
    if (this.#nudgesLeft === 0) return null;
    const delayMs = isAwaited ? AWAITED_DELAY_MS : FIRST_DELAY_MS;
    this.#delayMs = 0;
    this.#nudgeAt = now + delayMs;
    if (this.#timerAt <= this.#nudgeAt) return null;
    this.#timerAt = this.#nudgeAt;
    return delayMs;
  }

  /** The timer fired: whether to nudge now, and when to call again (null: not before the next chunk). */
  onTimer(now: number): { nudge: boolean; nextMs: number | null } {
    this.#timerAt = Number.POSITIVE_INFINITY;
    if (this.#nudgesLeft === 0) return { nudge: false, nextMs: null };
    if (now < this.#nudgeAt) return { nudge: false, nextMs: this.#arm(now) };
    this.#nudgesLeft -= 1;
    this.#delayMs = Math.min(Math.max(this.#delayMs, FIRST_DELAY_MS) * 2, MAX_DELAY_MS);
    this.#nudgeAt = now + this.#delayMs;
    return { nudge: true, nextMs: this.#nudgesLeft === 0 ? null : this.#arm(now) };
  }

  #arm(now: number): number {
    this.#timerAt = this.#nudgeAt;
    return this.#nudgeAt - now;
  }
}
