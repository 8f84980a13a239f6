import { closeSync, constants, openSync } from 'node:fs';
import type { SocketConstructorOpts } from 'node:net';
import { ReadStream } from 'node:tty';
import { openPty, resizePty } from '@umlaut/hostio';
import { PtyWriter } from './pty-writer.ts';
import { StallGuard } from './stall-guard.ts';

/**
 * The tty layer hands out at most 4095 bytes per read whatever is offered (drivers/tty/n_tty.c); libuv reads on at once
 * only after a read that filled the buffer (uv__read).
 */
const READ_BUFFER_BYTES = 4_095;
/** A burst is read in pieces of a millisecond: UML writes it line by line, and each of them would wake this process. */
const GATHER_MS = 1;
/** Not before so much came without a pause: an echo and what answers a key is read at once. */
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
  readonly #reader: ReadStream;
  readonly #writer: PtyWriter;
  readonly #guard = new StallGuard();
  readonly #options: ConsolePtyOptions;
  #guardTimer: NodeJS.Timeout | null = null;
  #gatherTimer: NodeJS.Timeout | null = null;
  #burstBytes = 0;
  #lastChunkAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(options: ConsolePtyOptions) {
    this.#options = options;
    const { master, path } = openPty(options.cols, options.rows);
    this.path = path;
    this.#master = master;
    this.#writer = new PtyWriter(master);
    this.#reader = new ReadStream(master, this.#readerOptions());
    this.#slave = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
    // EIO is how Linux says that the last slave was closed; any other error leaves nothing to read either.
    this.#reader.on('error', () => this.#end());
    this.#reader.on('end', () => this.#end());
    this.#reader.resume();
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

  /** Queues input for the guest; never blocks. `bytes` must not change afterwards. */
  write(bytes: Uint8Array): void {
    this.#writer.write(bytes);
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
    if (this.#gatherTimer !== null) clearTimeout(this.#gatherTimer);
    this.#writer.close();
    this.closeSlave();
    this.#reader.destroy();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** One buffer for all reads: a stream's own 64 KiB per read is a lot of garbage for a small process. */
  #readerOptions(): SocketConstructorOpts {
    const buffer = new Uint8Array(READ_BUFFER_BYTES);
    return {
      onread: {
        buffer,
        callback: (length) => {
          if (this.#closed) return true;
          this.#onChunk(buffer.subarray(0, length));
          return this.#gatherTimer === null;
        },
      },
    };
  }

  #onChunk(bytes: Uint8Array): void {
    const now = performance.now();
    this.#writer.onOutput(bytes, now);
    const gatherMs = this.#gather(bytes.length, now);
    // What comes meanwhile is seen that much later.
    const delay = this.#guard.onChunk(bytes.length, now + gatherMs, this.#options.isAwaited?.());
    if (delay !== null) this.#armGuard(delay + gatherMs);
    this.#options.onBytes(bytes);
  }

  /** Lets the rest of a burst gather, once all of it so far is read. Returns for how long, milliseconds. */
  #gather(length: number, now: number): number {
    if (now - this.#lastChunkAt > QUIET_MS) this.#burstBytes = 0;
    this.#lastChunkAt = now;
    this.#burstBytes += length;
    if (length === READ_BUFFER_BYTES || this.#burstBytes < GATHER_FROM_BYTES) return 0;
    this.#gatherTimer = setTimeout(() => {
      this.#gatherTimer = null;
      this.#reader.resume();
    }, GATHER_MS);
    return GATHER_MS;
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
