export interface FramePacerOptions {
  /** Parses in order and calls back when done. */
  write: (bytes: Uint8Array, parsed: () => void) => void;
  /** Before the next frame is made, or soon when none is made because nobody looks. */
  nextFrame: (callback: () => void) => void;
  /** Milliseconds, monotonic. */
  now: () => number;
}

/** What a frame has left for parsing beside drawing. */
const PARSE_MS = 3;
const FIRST_BYTES = 32_768;
const LEAST_BYTES = 4096;
const MOST_BYTES = 262_144;

/**
 * Gives a terminal as many bytes in a frame as it parses in PARSE_MS, measured as it goes: a flood then leaves time to
 * draw each frame. What comes after a pause is parsed at once. Who sends is not told more than before that bytes were
 * parsed, so a flood is held back, or skipped, at its source.
 */
export class FramePacer {
  readonly #options: FramePacerOptions;
  readonly #queue: { bytes: Uint8Array; parsed: () => void }[] = [];
  #budget = FIRST_BYTES;
  #left = FIRST_BYTES;
  #isAwaited = false;

  constructor(options: FramePacerOptions) {
    this.#options = options;
  }

  write(bytes: Uint8Array, parsed: () => void): void {
    this.#queue.push({ bytes, parsed });
    this.#run();
  }

  #run(): void {
    while (this.#left > 0) {
      const next = this.#queue[0];
      if (next === undefined) break;
      const part = next.bytes.subarray(0, this.#left);
      this.#left -= part.length;
      if (part.length === next.bytes.length) {
        this.#queue.shift();
        this.#measured(part, next.parsed);
      } else {
        next.bytes = next.bytes.subarray(part.length);
        this.#measured(part, () => {});
      }
    }
    if (this.#left < this.#budget) this.#await();
  }

  #await(): void {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    this.#options.nextFrame(() => {
      this.#isAwaited = false;
      this.#left = this.#budget;
      this.#run();
    });
  }

  #measured(part: Uint8Array, parsed: () => void): void {
    const { write, now } = this.#options;
    if (part.length < LEAST_BYTES) {
      write(part, parsed);
      return;
    }
    let beganAt = 0;
    // Called back right before the bytes behind it are parsed.
    write(part.subarray(0, 0), () => (beganAt = now()));
    write(part, () => {
      const elapsed = Math.max(0.1, now() - beganAt);
      const wanted = (part.length / elapsed) * PARSE_MS;
      // Half of the way: one slow piece is no slow terminal.
      this.#budget = clamp((this.#budget + wanted) / 2);
      parsed();
    });
  }
}

function clamp(bytes: number): number {
  return Math.round(Math.min(MOST_BYTES, Math.max(LEAST_BYTES, bytes)));
}
