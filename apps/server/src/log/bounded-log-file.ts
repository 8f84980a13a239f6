import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** A log of at most about twice `limitBytes`: the file, and the one before it as `<path>.1`. */
export class BoundedLogFile implements Disposable {
  readonly #path: string;
  readonly #limitBytes: number;
  #fd: number | null;
  #size: number;

  constructor(path: string, limitBytes: number) {
    this.#path = path;
    this.#limitBytes = limitBytes;
    this.#fd = open(path);
    this.#size = fstatSync(this.#fd).size;
  }

  /** Never throws: that a log cannot be written (a full disk) must not end what it tells about. */
  write(line: string): void {
    if (this.#fd === null) return;
    try {
      if (this.#size >= this.#limitBytes) this.#begin(this.#fd);
      this.#size += writeSync(this.#fd, line);
    } catch {
      // Nobody left to tell.
    }
  }

  [Symbol.dispose](): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  #begin(previous: number): void {
    renameSync(this.#path, `${this.#path}.1`);
    this.#fd = open(this.#path);
    this.#size = 0;
    closeSync(previous);
  }
}

function open(path: string): number {
  return openSync(path, 'a', 0o600);
}
