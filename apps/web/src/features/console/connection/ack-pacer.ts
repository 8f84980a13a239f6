import { CONSOLE_ACK_BYTES } from '@umlaut/contracts/ws';

/** How long the terminal must have been idle before what it parsed is acknowledged, milliseconds. */
export const ACK_IDLE_MS = 50;

/**
 * Decides when to acknowledge: at least every CONSOLE_ACK_BYTES, and soon after the terminal has caught
 * up, so that a pause never leaves the sender's window half closed and an echo costs no frame of its own.
 */
export class AckPacer {
  readonly #send: (offset: number) => void;
  #acked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (offset: number) => void) {
    this.#send = send;
  }

  /** A connection begins: the sender counts from `offset`. */
  start(offset: number): void {
    this.stop();
    this.#acked = offset;
  }

  /** The terminal has parsed everything before `offset`; `idle`: and has nothing left to do. */
  parsed(offset: number, idle: boolean): void {
    if (offset <= this.#acked) return;
    if (offset - this.#acked >= CONSOLE_ACK_BYTES) {
      this.#acknowledge(offset);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = idle ? setTimeout(() => this.#acknowledge(offset), ACK_IDLE_MS) : undefined;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #acknowledge(offset: number): void {
    this.stop();
    this.#acked = offset;
    this.#send(offset);
  }
}
