import { addon, type PtyReaderHandle } from './addon.ts';

/** What is read at once at most. One for all: a read ends before the next one begins. */
const BUFFER = new Uint8Array(65_536);

export interface PtyReaderOptions {
  /**
   * `bytes` is only valid during the call. `isQuiet`: a burst was gathered, and a quarter of a millisecond has brought
   * nothing more: its writer is done, or waits to be told that there is room again.
   */
  onBytes: (bytes: Uint8Array, isQuiet: boolean) => void;
  /** The last slave is closed, and all was read. Called once. */
  onEnd: () => void;
}

/**
 * Reads the master of a pty as output comes. One that gathers reads a burst in steps of a quarter of a millisecond,
 * for one millisecond at most, and delivers it in one piece: see native/pty_reader.c.
 */
export class PtyReader implements Disposable {
  readonly #handle: PtyReaderHandle;
  #gathers = false;
  #closed = false;

  /** `master` is non-blocking, and stays the caller's: to be closed after this. */
  constructor(master: number, { onBytes, onEnd }: PtyReaderOptions) {
    this.#handle = addon().openPtyReader(master, BUFFER, (length, quiet) => {
      if (length === 0) onEnd();
      else onBytes(BUFFER.subarray(0, length), quiet);
    });
  }

  /** Whether bursts are gathered from the next read on. */
  set gathers(gathers: boolean) {
    if (gathers === this.#gathers || this.#closed) return;
    this.#gathers = gathers;
    addon().gatherPtyReader(this.#handle, gathers);
  }

  /** Nothing is called back any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    addon().closePtyReader(this.#handle);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
