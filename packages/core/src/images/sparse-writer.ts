import type { FileHandle } from 'node:fs/promises';

/** Blocks of this size that are all zero become holes; it is the block size of common file systems. */
const PAGE = 4096;
/** Collected before writing, so that a stream of small chunks costs few system calls. */
const BUFFER_BYTES = 256 * PAGE;
const ZEROS = Buffer.alloc(PAGE);

/** Writes a stream of bytes to an empty file from its start, leaving holes where the stream is zero. */
export class SparseWriter {
  readonly #file: FileHandle;
  readonly #buffer = Buffer.alloc(BUFFER_BYTES);
  #filled = 0;
  /** File offset of the buffer's first byte; a multiple of PAGE. */
  #offset = 0;

  /** The file stays the caller's to close. */
  constructor(file: FileHandle) {
    this.#file = file;
  }

  async write(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + BUFFER_BYTES - this.#filled);
      this.#buffer.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === BUFFER_BYTES) await this.#flush();
    }
  }

  /** Writes what is left and sets the size. Resolves with the number of bytes in all. */
  async finish(): Promise<number> {
    const size = this.#offset + this.#filled;
    await this.#flush();
    await this.#file.truncate(size);
    return size;
  }

  async #flush(): Promise<void> {
    const bytes = this.#buffer.subarray(0, this.#filled);
    for (const [start, end] of dataRuns(bytes)) {
      for (let at = start; at < end;) {
        const { bytesWritten } = await this.#file.write(bytes, at, end - at, this.#offset + at);
        at += bytesWritten;
      }
    }
    this.#offset += this.#filled;
    this.#filled = 0;
  }
}

/** Ranges `[start, end)` of pages that are not all zero, neighbours joined. Pure. */
export function dataRuns(bytes: Buffer): [start: number, end: number][] {
  const runs: [number, number][] = [];
  for (let start = 0; start < bytes.length; start += PAGE) {
    const end = Math.min(start + PAGE, bytes.length);
    if (bytes.subarray(start, end).equals(ZEROS.subarray(0, end - start))) continue;
    const last = runs.at(-1);
    if (last?.[1] === start) last[1] = end;
    else runs.push([start, end]);
  }
  return runs;
}
