import { addon, type PtyReaderHandle } from './addon.ts';

/** What is read at once at most. One for all: a read ends before the next one begins. */
const BUFFER = new Uint8Array(65_536);
/** Instead of a number of bytes: see openPtyReader in native/pty_reader.c. */
const QUIET = 0;
const END = -1;

export interface PtyReaderOptions {
  /** `bytes` is only valid during the call. */
  onBytes: (bytes: Uint8Array) => void;
  /**
   * A burst is gathered, and a quarter of a millisecond has brought nothing more: its writer is done, or waits to be
   * told that there is room again. Bytes that came before are delivered right after this.
   */
  onQuiet: () => void;
  /** The last slave is closed, and all was read. Called once. */
  onEnd: () => void;
}

/**
 * Reads the master of a pty as output comes. For one that gathers, a thread reads bursts in steps of a quarter of a
 * millisecond and hands them over each millisecond, so that no writer waits while JavaScript runs: see
 * native/pty_burst.h.
 */
export class PtyReader implements Disposable {
  readonly #handle: PtyReaderHandle;
  #gathers = false;
  #closed = false;

  /** `master` is non-blocking, and stays the caller's: to be closed after this. */
  constructor(master: number, { onBytes, onQuiet, onEnd }: PtyReaderOptions) {
    this.#handle = addon().openPtyReader(master, BUFFER, (what) => {
      if (what === END) onEnd();
      else if (what === QUIET) onQuiet();
      else onBytes(BUFFER.subarray(0, what));
    });
  }

  /** Whether bursts are gathered, from the next output on. */
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
