/** What may go to the guest at once after a pause: keys and short pastes. */
const BURST_BYTES = 1_024;
const PAUSE_MS = 300;
/** A pause after which even a guest that is printing or does not answer gets that much again. */
const LONG_PAUSE_MS = 3_000;
/** After that, so much at a time, whole lines if possible, each when the guest has dealt with the one before. */
const STEP_BYTES = 128;
/** So much written at once is a key, and its answer a sign that it was read. */
const KEY_BYTES = 8;
/** Guest to answer, smoothed, before anything is known of it. */
const FIRST_LATENCY_MS = 5;
/** Output that stopped for so long says that the guest has caught up with its input. */
const QUIET_MS = { least: 12, latencies: 3, most: 250 };
/** A guest that answers nothing for so long does not echo. */
const SILENCE_MS = { least: 20, latencies: 6, most: 500 };
/** So many pieces without an answer in a row: this guest does not echo, there is nothing to wait for. */
const SILENT_PIECES = 4;
/** Nor does one wait longer than this for the end of an answer. */
const ENDLESS_ANSWER_MS = 500;
/**
 * Per byte, when the last lines were answered by an echo and no prompt: a command may be running that reads
 * nothing, so this must take long to fill 4 KB (here about four seconds).
 */
const ECHO_ONLY_MS = 1.2;
const LINE_FEED = 0x0a;

/**
 * Keeps a guest's terminal from ever holding more than about 4 KB of unread input, because UML has no way
 * back from there: when n_tty's buffer (4096 bytes, drivers/tty/n_tty.c) fills up, line_throttle takes the
 * console's descriptor out of UML's epoll set and line_unthrottle does not put it back
 * (arch/um/drivers/line.c; seen on 6.1: after a paste of 9 KB the console was deaf for good).
 *
 * Nothing tells the host what the guest has read, so this watches what it puts out: a long paste goes piece
 * by piece, each when the answer to the last one has come and ended, on a scale of how fast this guest
 * answers (its host may be busy). A guest that does not
 * echo gets 6 KB/s.
 *
 * Pure: the caller owns the clock (milliseconds, monotonic).
 */
export class InputPacer {
  #allowed = BURST_BYTES;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #writtenBytes = 0;
  #isAnswered = true;
  #unanswered = 0;
  #outputAt = Number.NEGATIVE_INFINITY;
  #lastByte = 0;
  #latencyMs = FIRST_LATENCY_MS;

  /** The guest put something out. */
  onOutput(bytes: Uint8Array, now: number): void {
    if (!this.#isAnswered) {
      const sample = Math.min(now - this.#writtenAt, SILENCE_MS.most);
      this.#latencyMs += (sample - this.#latencyMs) / (sample > this.#latencyMs ? 2 : 8);
      this.#isAnswered = true;
      this.#unanswered = 0;
      if (this.#writtenBytes <= KEY_BYTES && this.#allowed > STEP_BYTES) {
        this.#allowed = Math.min(BURST_BYTES, this.#allowed + this.#writtenBytes);
      }
    }
    this.#outputAt = now;
    this.#lastByte = bytes.at(-1) ?? this.#lastByte;
  }

  /** How many of the waiting bytes may be written now. */
  take(waiting: Uint8Array, now: number): number {
    if (this.#isRested(now)) this.#allowed = BURST_BYTES;
    else if (this.#allowed === 0 && this.#isCaughtUp(now)) this.#allowed = STEP_BYTES;
    const piece = waiting.subarray(0, this.#allowed);
    if (this.#allowed > STEP_BYTES || this.#isSilent) return piece.length;
    const lineEnd = piece.lastIndexOf(LINE_FEED);
    return lineEnd === -1 ? piece.length : lineEnd + 1;
  }

  onWritten(bytes: Uint8Array, now: number): void {
    const isPaced = this.#allowed <= STEP_BYTES && !this.#isSilent;
    if (!this.#isAnswered) this.#unanswered += 1;
    this.#allowed = isPaced && bytes.at(-1) === LINE_FEED ? 0 : this.#allowed - bytes.length;
    this.#writtenAt = now;
    this.#writtenBytes = bytes.length;
    this.#isAnswered = false;
  }

  get #isSilent(): boolean {
    return this.#unanswered >= SILENT_PIECES;
  }

  #isRested(now: number): boolean {
    const sinceWritten = now - this.#writtenAt;
    if (sinceWritten >= LONG_PAUSE_MS) return true;
    return sinceWritten >= PAUSE_MS && this.#isAnswered && this.#isQuiet(now) && this.#isCaughtUp(now);
  }

  #isCaughtUp(now: number): boolean {
    const sinceWritten = now - this.#writtenAt;
    if (this.#isSilent) return sinceWritten >= SILENCE_MS.least;
    if (!this.#isAnswered) return sinceWritten >= this.#scaled(SILENCE_MS);
    if (this.#lastByte === LINE_FEED && sinceWritten < ECHO_ONLY_MS * this.#writtenBytes) return false;
    if (sinceWritten >= ENDLESS_ANSWER_MS) return true;
    return this.#isQuiet(now);
  }

  #isQuiet(now: number): boolean {
    return now - this.#outputAt >= this.#scaled(QUIET_MS);
  }

  #scaled({ least, latencies, most }: { least: number; latencies: number; most: number }): number {
    return Math.min(Math.max(least, latencies * this.#latencyMs), most);
  }
}
