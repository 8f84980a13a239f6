import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { openPty } from '@umlaut/hostio';
import type { BenchConsole } from './bench-console.ts';

/** A burst of output this long may end in a lost wake-up. */
const BURST_BYTES = 2048;
const PAUSE_MS = 20;

/**
 * The plain way to a guest's console: the master of its pty, read by this process. When the pty was full the
 * host kernel sometimes does not tell UML that it can write again, so a pause after a burst is answered with
 * SIGIO, as everybody must who reads UML from a pty.
 */
export class PtyConsole implements BenchConsole, Disposable {
  /** The guest's side; open until UML has inherited it. */
  readonly slave: number;
  readonly #master: number;
  readonly #stream: ReadStream;
  #onBytes: (bytes: Uint8Array) => void = () => {};
  #burst = 0;
  #pause: NodeJS.Timeout | undefined;
  #slaveIsOpen = true;

  constructor(wake: () => void) {
    const pty = openPty(80, 24);
    this.#master = pty.master;
    this.slave = openSync(pty.path, constants.O_RDWR | constants.O_NOCTTY);
    this.#stream = new ReadStream(pty.master);
    this.#stream.on('data', (bytes: Buffer) => {
      this.#onBytes(bytes);
      this.#burst += bytes.length;
      this.#pause ??= setTimeout(() => {
        if (this.#burst >= BURST_BYTES) wake();
        this.#burst = 0;
      }, PAUSE_MS);
      this.#pause.refresh();
    });
    // EIO: the guest's side was closed, that is, UML has ended.
    this.#stream.on('error', () => {});
  }

  write(text: string): void {
    writeSync(this.#master, text);
  }

  listen(onBytes: (bytes: Uint8Array) => void): void {
    this.#onBytes = onBytes;
  }

  /** To be called once UML has its copy, so that the end of UML ends the console. */
  closeSlave(): void {
    if (!this.#slaveIsOpen) return;
    this.#slaveIsOpen = false;
    closeSync(this.slave);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#pause);
    this.closeSlave();
    this.#stream.destroy();
  }
}
