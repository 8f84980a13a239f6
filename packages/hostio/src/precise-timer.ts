import { addon, type TimerHandle } from './addon.ts';

/** Calls back once for each `arm`, to the microsecond as far as the host's load allows; `setTimeout` is 1 ms off. */
export class PreciseTimer implements Disposable {
  readonly #handle: TimerHandle;
  #closed = false;

  constructor(onExpired: () => void) {
    this.#handle = addon().openTimer(onExpired);
  }

  /** In this many milliseconds; replaces what was armed. */
  arm(milliseconds: number): void {
    addon().armTimer(this.#handle, Math.max(1, Math.ceil(milliseconds * 1000)));
  }

  disarm(): void {
    addon().armTimer(this.#handle, 0);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    addon().closeTimer(this.#handle);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
