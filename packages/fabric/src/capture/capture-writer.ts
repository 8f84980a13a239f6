import { ftruncate, write } from 'node:fs';
import { promisify } from 'node:util';
import type { BlockBuffer } from './block-buffer.ts';
import { HalfFile } from './half-file.ts';
import { findKeptHalf } from './kept-half.ts';

const writeBytes = promisify(write);
const truncate = promisify(ftruncate);

export interface CaptureWriterOptions {
  /** "/…/c-abc.pcapng"; the older half is beside it, with ".older" appended. */
  path: string;
  header: Buffer;
  limitBytes: number;
  /** Goes on with the files of an earlier process, as far as there are any. */
  reopen: boolean;
  buffer: BlockBuffer;
  /** What waits was written, or the files changed hands. */
  onWritten: () => void;
  /** Writing failed; what could not be written is lost. */
  onProblem: (error: unknown) => void;
}

/** Brings chunks to the disk, one after the other, and keeps the two files within their limit. */
export class CaptureWriter {
  readonly #options: CaptureWriterOptions;
  #older: HalfFile | null = null;
  #current: HalfFile;
  #running: Promise<void> | null = null;
  /** Of the files that were there already. */
  readonly keptFrames: number;

  /** @throws file system errors */
  constructor(options: CaptureWriterOptions) {
    this.#options = options;
    const { path, header, reopen } = options;
    const olderPath = olderHalf(path);
    const older = reopen ? findKeptHalf(olderPath, header) : null;
    const current = reopen ? findKeptHalf(path, header) : null;
    this.keptFrames = (older?.frames ?? 0) + (current?.frames ?? 0);
    this.#current = new HalfFile(path, header, current);
    if (older === null) return;
    this.#older = new HalfFile(olderPath, header, older);
    this.#older.next = this.#current;
    this.#older.close();
  }

  get oldest(): HalfFile {
    return this.#older ?? this.#current;
  }

  get bytes(): number {
    return this.#current.size + (this.#older?.size ?? 0);
  }

  /** Writes all that waits. Never rejects. */
  flush(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  close(): void {
    this.#current.close();
  }

  remove(): void {
    this.#older?.remove();
    this.#current.remove();
  }

  async #run(): Promise<void> {
    for (;;) {
      const chunk = this.#options.buffer.take();
      if (chunk === null || this.#current.isClosed) return;
      try {
        this.#makeRoom(chunk.length);
        await this.#append(chunk);
      } catch (error) {
        this.#options.onProblem(error);
      }
      this.#options.onWritten();
    }
  }

  #makeRoom(bytes: number): void {
    const { path, header, limitBytes } = this.#options;
    if (this.#current.size + bytes <= limitBytes / 2 || this.#current.size <= header.length) return;
    const full = this.#current;
    // First, so that a full disk has room again.
    this.#older?.remove();
    this.#older = null;
    full.rename(olderHalf(path));
    try {
      this.#current = new HalfFile(path, header);
    } catch (error) {
      full.rename(path);
      throw error;
    }
    this.#older = full;
    full.next = this.#current;
    full.close();
  }

  /** All of the chunk or nothing of it: half a block would spoil the file. */
  async #append(chunk: Buffer): Promise<void> {
    const file = this.#current;
    let done = 0;
    try {
      while (done < chunk.length) {
        const { bytesWritten } = await writeBytes(
          file.descriptor,
          chunk,
          done,
          chunk.length - done,
          file.size + done,
        );
        done += bytesWritten;
      }
    } catch (error) {
      await truncate(file.descriptor, file.size).catch(() => {});
      throw error;
    }
    file.grow(chunk.length);
  }
}

function olderHalf(path: string): string {
  return `${path}.older`;
}
