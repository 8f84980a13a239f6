import { closeSync, fstatSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { KeptHalf } from './kept-half.ts';

/**
 * One of the two files of a capture: a whole pcapng file by itself. What happens once per file (open, rename,
 * remove) is synchronous, so that readers and the writer never see it half done.
 */
export class HalfFile {
  #path: string;
  readonly #descriptor: number;
  /** Bytes that are whole blocks. */
  #size: number;
  #removed = false;
  #closed = false;
  /** What was written after it. */
  next: HalfFile | null = null;

  /**
   * @param kept so much of an earlier process stays, and what is behind it goes; null: a new file
   * @throws file system errors
   */
  constructor(path: string, header: Uint8Array, kept: KeptHalf | null = null) {
    this.#path = path;
    this.#descriptor = openSync(path, kept === null ? 'w' : 'r+', 0o600);
    try {
      if (kept !== null) {
        ftruncateSync(this.#descriptor, kept.bytes);
        this.#size = kept.bytes;
        return;
      }
      writeSync(this.#descriptor, header);
      this.#size = fstatSync(this.#descriptor).size;
      if (this.#size < header.length) throw Object.assign(new Error('The disk is full'), { code: 'ENOSPC' });
    } catch (error) {
      closeSync(this.#descriptor);
      throw error;
    }
  }

  get size(): number {
    return this.#size;
  }

  get descriptor(): number {
    return this.#descriptor;
  }

  grow(bytes: number): void {
    this.#size += bytes;
  }

  rename(path: string): void {
    renameSync(this.#path, path);
    this.#path = path;
  }

  /** Nobody writes it any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#descriptor);
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Readers that have it open go on. */
  remove(): void {
    if (this.#removed) return;
    this.#removed = true;
    rmSync(this.#path, { force: true });
  }

  get isRemoved(): boolean {
    return this.#removed;
  }

  /** Null when it is removed. */
  async openForReading(): Promise<FileHandle | null> {
    if (this.#removed) return null;
    try {
      return await open(this.#path, 'r');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }
}
