/** The newest `capacity` entries of a sequence that grows by exactly one, so that a client can catch up. */
export class EventRing<T> {
  readonly #capacity: number;
  readonly #slots: T[] = [];
  #seq = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Number of the newest entry; 0 before the first. */
  get seq(): number {
    return this.#seq;
  }

  push(entry: T): void {
    this.#slots[this.#seq % this.#capacity] = entry;
    this.#seq++;
  }

  /** Every entry with a number above `since`, oldest first; null when some of them are forgotten or `since` is not ours. */
  after(since: number): readonly T[] | null {
    const missed = this.#seq - since;
    if (!Number.isSafeInteger(since) || since < 0 || missed < 0 || missed > this.#slots.length) return null;
    const first = this.#seq - missed;
    const entries: T[] = [];
    for (let index = first; index < this.#seq; index++) {
      const entry = this.#slots[index % this.#capacity];
      if (entry === undefined) return null;
      entries.push(entry);
    }
    return entries;
  }
}
