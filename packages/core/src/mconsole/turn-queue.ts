/** Lets one caller at a time have its turn, first come, first served. */
export class TurnQueue {
  #taken = false;
  #waiting: { grant: () => void; refuse: (reason: unknown) => void }[] = [];

  /**
   * Waits for the turn; the returned function gives it back and must be called once.
   * @param signal when it fires, waiting ends with its reason
   */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#taken) await this.#wait(signal);
    this.#taken = true;
    return () => {
      const next = this.#waiting.shift();
      if (next === undefined) this.#taken = false;
      else next.grant();
    };
  }

  /** Ends every wait with this reason; the turn that is held goes on. */
  refuseAll(reason: unknown): void {
    for (const waiter of this.#waiting.splice(0)) waiter.refuse(reason);
  }

  async #wait(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { grant: resolve, refuse: reject };
    const onAbort = (): void => {
      this.#waiting = this.#waiting.filter((other) => other !== waiter);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting.push(waiter);
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}
