/** What is due, of things that are asked now and then. */
export class Cadence {
  readonly #last = new Map<string, number>();

  /** Whether it was not due for that long, and is now taken care of. Milliseconds. */
  take(name: string, intervalMs: number, now: number): boolean {
    const last = this.#last.get(name);
    // A clock that was set back must not keep us waiting for it to catch up.
    if (last !== undefined && now >= last && now - last < intervalMs) return false;
    this.#last.set(name, now);
    return true;
  }

  reset(): void {
    this.#last.clear();
  }
}
