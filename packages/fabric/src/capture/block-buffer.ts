import { packetBlockBytes, writePacketBlock, type CapturedFrame } from './pcapng-codec.ts';

const CHUNK_BYTES = 262_144;

/** Whole blocks that wait for the disk; bounded. A chunk is what is written at once. */
export class BlockBuffer {
  readonly #maxChunks: number;
  #full: Buffer[] = [];
  #open: Buffer | null = null;
  #used = 0;

  constructor(maxBytes: number) {
    this.#maxChunks = Math.max(2, Math.ceil(maxBytes / CHUNK_BYTES));
  }

  /** False: there is no room, the frame is not kept. */
  add(frame: CapturedFrame): boolean {
    const bytes = packetBlockBytes(frame.captured);
    if (this.#open !== null && this.#used + bytes > this.#open.length) this.#closeChunk();
    if (this.#open === null) {
      if (this.#full.length >= this.#maxChunks) return false;
      this.#open = Buffer.allocUnsafe(CHUNK_BYTES);
    }
    this.#used = writePacketBlock(this.#open, this.#used, frame);
    return true;
  }

  /** A chunk is full. */
  get ready(): boolean {
    return this.#full.length > 0;
  }

  get isEmpty(): boolean {
    return this.#full.length === 0 && this.#open === null;
  }

  /** The oldest chunk, whether it is full or not; null: nothing waits. */
  take(): Buffer | null {
    if (this.#full.length === 0) this.#closeChunk();
    return this.#full.shift() ?? null;
  }

  #closeChunk(): void {
    if (this.#open === null) return;
    this.#full.push(this.#open.subarray(0, this.#used));
    this.#open = null;
    this.#used = 0;
  }
}
