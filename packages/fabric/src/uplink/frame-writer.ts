import type { Writable } from 'node:stream';
import type { TcpWindows } from './tcp-windows.ts';

const BATCH_BYTES = 131_072;
/** What may wait while passt is busy: more than it reads at once, less than a person would notice. */
const MAX_WAITING = 2_097_152;

/** Frames to passt, put together: what arrives in one turn of the event loop becomes one write. */
export class FrameWriter {
  readonly #socket: Writable;
  readonly #windows: TcpWindows;
  readonly #batch = Buffer.allocUnsafe(BATCH_BYTES);
  #used = 0;
  #dropped = 0;

  constructor(socket: Writable, windows: TcpWindows) {
    this.#socket = socket;
    this.#windows = windows;
  }

  /** The frame is copied, or dropped when too much waits: it is a network, senders repeat. */
  write(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (length + 4 > BATCH_BYTES || this.#socket.writableLength > MAX_WAITING || !this.#socket.writable) {
      this.#dropped += 1;
      return;
    }
    if (this.#used + length + 4 > BATCH_BYTES) this.#flush();
    if (this.#used === 0) queueMicrotask(() => this.#flush());
    this.#batch.writeUInt32BE(length, this.#used);
    this.#batch.set(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end), this.#used + 4);
    this.#windows.limit(this.#batch, this.#used + 4, this.#used + 4 + length);
    this.#used += length + 4;
  }

  get dropped(): number {
    return this.#dropped;
  }

  #flush(): void {
    if (this.#used === 0) return;
    // The stream keeps what it is given until it is written, the batch is used again.
    if (this.#socket.writable) this.#socket.write(Buffer.from(this.#batch.subarray(0, this.#used)));
    this.#used = 0;
  }
}
