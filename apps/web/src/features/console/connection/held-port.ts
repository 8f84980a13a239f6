import type { StreamMark, TerminalPort } from './terminal-port.ts';

/** What a terminal waits for before its first write it waits for no longer than this, milliseconds. */
export const HOLD_DEADLINE_MS = 1000;

/**
 * Keeps back what is written into a terminal that does not understand all of it yet, and passes it on in order once
 * that has settled, or after HOLD_DEADLINE_MS. How much is kept back the sender bounds: it is told of nothing parsed.
 */
export class HeldPort implements TerminalPort {
  readonly #port: TerminalPort;
  /** Null once nothing is kept back any more. */
  #held: (() => void)[] | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param until null: there is nothing to wait for */
  constructor(port: TerminalPort, until: Promise<void> | null) {
    this.#port = port;
    this.#held = until === null ? null : [];
    if (until === null) return;
    this.#timer = setTimeout(() => this.#release(), HOLD_DEADLINE_MS);
    void until.finally(() => this.#release());
  }

  write(bytes: Uint8Array, parsed: () => void): void {
    this.#pass(() => this.#port.write(bytes, parsed));
  }

  mark(mark: StreamMark, parsed: () => void): void {
    this.#pass(() => this.#port.mark(mark, parsed));
  }

  /** The terminal is about to end: forgets what is kept back. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#held = null;
  }

  #pass(job: () => void): void {
    if (this.#held === null) job();
    else this.#held.push(job);
  }

  #release(): void {
    clearTimeout(this.#timer);
    const held = this.#held;
    this.#held = null;
    for (const job of held ?? []) job();
  }
}
