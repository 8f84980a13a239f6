import { closeSync, constants, openSync } from 'node:fs';
import { PtyReader, openPty, resizePty } from '@umlaut/hostio';
import { PtyWriter } from './pty-writer.ts';
import { StallGuard } from './stall-guard.ts';

/** Output is gathered once so much came without a pause: an echo and what answers a key is read at once. */
const GATHER_FROM_BYTES = 16_384;
/** Output after this much silence begins a new burst. */
const QUIET_MS = 5;

export interface ConsolePtyOptions {
  cols: number;
  rows: number;
  /** Output of the guest; `bytes` is only valid during the call. */
  onBytes: (bytes: Uint8Array) => void;
  /** Every slave is closed, so UML and all its children are gone. Called once, after the last byte. */
  onEnd: () => void;
  /** Sends SIGIO to UML's main process (the host's pid); called when the guest may wait for one. */
  nudge: () => void;
  /** Whoever looks has taken all that came: a guest that waits is told so sooner. Absent: nobody looks. */
  isAwaited?: () => boolean;
}

/**
 * One pty pair: the slave is inherited by UML as a console (`conN=fd:K`), the master is read all the time.
 * The master is close-on-exec, so no other child can hold it.
 */
export class ConsolePty implements Disposable {
  /** Path of the slave, /dev/pts/N. */
  readonly path: string;
  readonly #master: number;
  #slave: number | null;
  readonly #reader: PtyReader;
  readonly #writer: PtyWriter;
  readonly #guard = new StallGuard();
  readonly #options: ConsolePtyOptions;
  #guardTimer: NodeJS.Timeout | null = null;
  #burstBytes = 0;
  #lastBytesAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(options: ConsolePtyOptions) {
    this.#options = options;
    const { master, path } = openPty(options.cols, options.rows);
    this.path = path;
    this.#master = master;
    this.#writer = new PtyWriter(master);
    this.#reader = new PtyReader(master, {
      onBytes: (bytes) => this.#onBytes(bytes),
      onQuiet: () => this.#onQuiet(),
      onEnd: () => this.#end(),
    });
    this.#slave = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  }

  /** Descriptor of the slave, to be handed to the child in `stdio`. */
  get slaveFd(): number {
    if (this.#slave === null) throw new Error(`The slave of ${this.path} is already closed`);
    return this.#slave;
  }

  /** To be called once the child has its copy: as long as this process holds a slave, there is no end. */
  closeSlave(): void {
    if (this.#slave === null) return;
    closeSync(this.#slave);
    this.#slave = null;
  }

  /** Bytes of input refused because the guest reads too slowly (256 KiB are waiting already). */
  get inputDropped(): number {
    return this.#writer.droppedBytes;
  }

  /**
   * Queues input for the guest; never blocks. `bytes` must not change afterwards.
   * @returns false when some of it is dropped, because the guest reads too slowly
   */
  write(bytes: Uint8Array): boolean {
    return this.#writer.write(bytes);
  }

  /** TIOCSWINSZ on the master: the guest's foreground group gets SIGWINCH. */
  resize(cols: number, rows: number): void {
    if (!this.#closed) resizePty(this.#master, cols, rows);
  }

  /** Gives everything back; `onEnd` is not called any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#guardTimer !== null) clearTimeout(this.#guardTimer);
    this.#writer.close();
    this.closeSlave();
    this.#reader.close();
    closeSync(this.#master);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #onBytes(bytes: Uint8Array): void {
    const now = performance.now();
    const isAwaited = this.#options.isAwaited?.();
    this.#writer.onOutput(bytes, now);
    if (now - this.#lastBytesAt > QUIET_MS) this.#burstBytes = 0;
    this.#lastBytesAt = now;
    this.#burstBytes += bytes.length;
    this.#reader.gathers = this.#burstBytes >= GATHER_FROM_BYTES;
    const delay = this.#guard.onBytes(bytes.length, now, isAwaited);
    if (delay !== null) this.#armGuard(delay);
    this.#options.onBytes(bytes);
  }

  #onQuiet(): void {
    if (!this.#closed && this.#options.isAwaited?.() === true) this.#options.nudge();
  }

  #armGuard(delayMs: number): void {
    if (this.#guardTimer !== null) clearTimeout(this.#guardTimer);
    this.#guardTimer = setTimeout(() => {
      this.#guardTimer = null;
      const { nudge, nextMs } = this.#guard.onTimer(performance.now());
      if (nextMs !== null) this.#armGuard(nextMs);
      if (nudge) this.#options.nudge();
    }, delayMs);
  }

  #end(): void {
    if (this.#closed) return;
    this.close();
    this.#options.onEnd();
  }
}
