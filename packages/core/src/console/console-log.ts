import { BootIndex, type Boot } from './boot-index.ts';
import { ByteRing } from './byte-ring.ts';
import { LogBudget } from './log-budget.ts';
import type { LogView } from './log-view.ts';
import { MarkWriter } from './history/mark-writer.ts';
import { SegmentStore, type LogPiece } from './segment-store.ts';

const TAIL_BYTES = 262_144;
const RETRY_MS = 1_000;
/** Of a terminal until a viewer says otherwise. */
export const DEFAULT_CONSOLE_SIZE = { cols: 80, rows: 24 };

/**
 * Everything that one console put out, up to a limit on disk, the newest 256 KiB also in memory.
 * Offsets count from the console's first byte ever, over all runs.
 *
 * A byte is in the kernel's page cache when `append` returns, so a killed process loses nothing that a
 * viewer may have seen; a power cut may (no fsync). When the disk refuses, the log goes on in memory and
 * tries again every second; what the memory could not hold until then is missing, and `read` says so by
 * starting later. One process at a time may write a folder.
 */
export class ConsoleLog implements LogView, Disposable {
  readonly #store: SegmentStore;
  readonly #boots: BootIndex;
  readonly #marks: MarkWriter;
  #ring: ByteRing;
  #size = DEFAULT_CONSOLE_SIZE;
  #retryTimer: NodeJS.Timeout | null = null;
  #writeError: Error | null = null;

  private constructor(dir: string, budget: LogBudget) {
    this.#store = new SegmentStore(dir, budget);
    budget.add(this.#store);
    this.#boots = new BootIndex(dir);
    this.#marks = new MarkWriter(dir);
    this.#ring = new ByteRing(this.#store.end, TAIL_BYTES);
  }

  /**
   * Opens the log in `dir`, which need not exist. Files that are not segments are left alone.
   * @throws ErrnoException when the folder cannot be read
   */
  static open(dir: string, { limitBytes }: { limitBytes: number }): ConsoleLog {
    return new ConsoleLog(dir, new LogBudget(limitBytes));
  }

  /** The same for a log that shares what it may keep with others: see openConsoleLogs. */
  static openWithin(dir: string, budget: LogBudget): ConsoleLog {
    return new ConsoleLog(dir, budget);
  }

  get oldest(): number {
    return this.#store.isEmpty ? this.#ring.start : Math.min(this.#store.oldest, this.#ring.start);
  }

  get end(): number {
    return this.#ring.end;
  }

  /** Why the disk takes nothing at the moment, or null. */
  get writeError(): Error | null {
    return this.#writeError;
  }

  /** Never throws: see the class. */
  append(bytes: Uint8Array): void {
    const start = this.#ring.end;
    this.#ring.append(bytes);
    if (this.#writeError === null) this.#write(bytes, start);
  }

  read(from: number, max: number, target?: Buffer): LogPiece {
    if (from < this.#ring.start) {
      const piece = this.#store.read(from, max, target);
      if (piece !== null && piece.offset <= this.#ring.start) return piece;
    }
    const offset = Math.max(from, this.#ring.start);
    return { offset, bytes: this.#ring.read(offset, max, target) };
  }

  /** Output from now on is for a terminal of this size. */
  setSize(cols: number, rows: number): void {
    this.#size = { cols, rows };
  }

  /** Forgets everything so far, for good; the next byte keeps its offset. @throws ErrnoException */
  clear(): void {
    const { end } = this;
    this.#store.clear(end);
    this.#boots.clear();
    this.#marks.close();
    this.#ring = new ByteRing(end, TAIL_BYTES);
  }

  /** A run begins at the present end. */
  markBoot({ at, bootId }: Omit<Boot, 'offset'>): void {
    this.#boots.mark({ offset: this.end, at, bootId });
  }

  bootAt(sequence: number): { sequence: number; boot: Boot } | null {
    return this.#boots.at(sequence);
  }

  firstBootFrom(offset: number): number {
    return this.#boots.firstFrom(offset);
  }

  /** Tries a last time to write what the disk refused, and closes. */
  close(): void {
    if (this.#retryTimer !== null) clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    if (this.#writeError !== null) this.#catchUp();
    if (this.#retryTimer !== null) clearTimeout(this.#retryTimer);
    this.#store.close();
    this.#marks.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #write(bytes: Uint8Array, offset: number): void {
    try {
      this.#store.append(bytes, offset);
      this.#marks.note(offset, Date.now(), this.#size, this.#store.newestStart ?? offset);
      this.#writeError = null;
    } catch (error) {
      this.#writeError = error instanceof Error ? error : new Error(String(error));
      this.#store.close();
      this.#retryTimer = setTimeout(() => this.#catchUp(), RETRY_MS).unref();
    }
  }

  /** Writes what memory still holds of that which the disk refused. */
  #catchUp(): void {
    const from = Math.max(this.#store.end, this.#ring.start);
    this.#write(this.#ring.read(from, this.#ring.end - from), from);
  }
}
