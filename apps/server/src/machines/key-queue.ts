/**
 * Runs operations on one key one after the other and operations on different keys side by side: a machine
 * is not started while it is being deleted, and no machine waits for another.
 */
export class KeyQueue<K> {
  readonly #tails = new Map<K, Promise<void>>();

  async run<T>(key: K, operation: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(operation);
    const tail = result.then(
      () => {},
      () => {},
    );
    this.#tails.set(key, tail);
    try {
      return await result;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }

  /** Whether an operation on the key runs or waits. */
  isBusy(key: K): boolean {
    return this.#tails.has(key);
  }

  /** Resolves when everything that was asked for so far has ended, or after the time given. */
  async idle(timeoutMs: number): Promise<void> {
    const { promise: patience, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    await Promise.race([Promise.all(this.#tails.values()), patience]);
    clearTimeout(timer);
  }
}
