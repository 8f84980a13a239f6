import { writeSync } from 'node:fs';
import { MAX_WAITING_INPUT_BYTES } from '@umlaut/contracts/ws';
import { InputPacer } from './input-pacer.ts';

const PACE_MS = 5;
const FIRST_RETRY_MS = 5;
const MAX_RETRY_MS = 100;
/** Ctrl-C, Ctrl-Z, Ctrl-\: what a terminal makes a signal of, and forgets unread input for. */
const SIGNAL_KEYS: readonly number[] = [0x03, 0x1a, 0x1c];

/**
 * Writes to a pty master at the pace of InputPacer and without ever waiting for the reader at the other end. A stream would spin: a full
 * pty polls writable although write(2) says EAGAIN (measured: 1.06 s of CPU per second), so this asks again
 * after 5 ms, then more and more rarely while the reader takes nothing.
 */
export class PtyWriter {
  readonly #fd: number;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #droppedBytes = 0;
  readonly #pacer = new InputPacer();
  #retryMs = FIRST_RETRY_MS;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  /** `fd` is non-blocking and stays the caller's. */
  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Bytes refused because 256 KiB were already waiting. */
  get droppedBytes(): number {
    return this.#droppedBytes;
  }

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /**
   * Takes as much of `bytes` as the queue has room for; they must not change afterwards. A key that interrupts goes
   * before all that waits and ends it, as in any terminal: it must not come minutes later, at the end of a long paste.
   * @returns whether all of it was taken
   */
  write(bytes: Uint8Array): boolean {
    if (this.#closed) return true;
    if (isSignalKey(bytes)) this.#forget();
    const room = MAX_WAITING_INPUT_BYTES - this.#queuedBytes;
    const taken = bytes.subarray(0, room);
    this.#droppedBytes += bytes.length - taken.length;
    if (taken.length > 0) {
      this.#queue.push(taken);
      this.#queuedBytes += taken.length;
      if (this.#timer === null) this.#drain();
    }
    return taken.length === bytes.length;
  }

  /** The guest put something out. */
  onOutput(bytes: Uint8Array, now: number): void {
    this.#pacer.onOutput(bytes, now);
  }

  close(): void {
    this.#closed = true;
    this.#forget();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #forget(): void {
    this.#queue = [];
    this.#queuedBytes = 0;
  }

  #drain(): void {
    for (let head = this.#queue[0]; head !== undefined; head = this.#queue[0]) {
      const now = performance.now();
      const allowed = this.#pacer.take(head, now);
      if (allowed === 0) {
        this.#continueIn(PACE_MS);
        return;
      }
      const written = this.#writePiece(head.subarray(0, allowed));
      if (written === 0) {
        this.#continueIn(this.#retryMs);
        this.#retryMs = Math.min(this.#retryMs * 2, MAX_RETRY_MS);
        return;
      }
      this.#retryMs = FIRST_RETRY_MS;
      this.#pacer.onWritten(head.subarray(0, written), now);
      this.#queuedBytes -= written;
      if (written === head.length) this.#queue.shift();
      else this.#queue[0] = head.subarray(written);
    }
  }

  #writePiece(piece: Uint8Array): number {
    try {
      return writeSync(this.#fd, piece);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0;
      // EIO: the last slave is closed, so nobody will ever read this; the reader reports the end.
      this.close();
      return piece.length;
    }
  }

  #continueIn(delayMs: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#drain();
    }, delayMs);
  }
}

function isSignalKey(bytes: Uint8Array): boolean {
  return bytes.length === 1 && SIGNAL_KEYS.some((key) => key === bytes[0]);
}
