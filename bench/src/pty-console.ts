import { Buffer } from 'node:buffer';
import { ConsolePty } from '@umlaut/core/console';
import type { BenchConsole } from './bench-console.ts';

/**
 * The plain way to a guest's console: the master of its pty, read by this process. It has the same reader and
 * the same answer to lost wake-ups (SIGIO) as our monitor, so that what is compared is the way from there to
 * the client, and not two readers.
 */
export class PtyConsole implements BenchConsole, Disposable {
  readonly label: string;
  readonly #pty: ConsolePty;
  #onBytes: (bytes: Uint8Array) => void = () => {};

  /** @param nudge sends SIGIO to UML */
  constructor(label: string, nudge: () => void) {
    this.label = label;
    this.#pty = new ConsolePty({
      cols: 80,
      rows: 24,
      onBytes: (bytes) => this.#onBytes(bytes),
      onEnd: () => {},
      nudge,
      isAwaited: () => true,
    });
  }

  /** For UML to inherit. */
  get slaveFd(): number {
    return this.#pty.slaveFd;
  }

  write(text: string): void {
    this.#pty.write(Buffer.from(text, 'utf8'));
  }

  listen(onBytes: (bytes: Uint8Array) => void): void {
    this.#onBytes = onBytes;
  }

  /** To be called once UML has its copy. */
  closeSlave(): void {
    this.#pty.closeSlave();
  }

  [Symbol.dispose](): void {
    this.#pty.close();
  }
}
