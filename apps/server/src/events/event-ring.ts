export interface RingLimits {
  /** Entries that are remembered at most. */
  readonly entries: number;
  /** Sum of their lengths. */
  readonly characters: number;
}

/** The newest texts of a sequence that grows by exactly one, so that a client can catch up. */
export class EventRing {
  readonly #limits: RingLimits;
  readonly #slots: (string | undefined)[] = [];
  #seq = 0;
  /** Entries from #seq - #count on are remembered. */
  #count = 0;
  #characters = 0;

  constructor(limits: RingLimits) {
    this.#limits = limits;
  }

  /** Number of the newest entry; 0 before the first. */
  get seq(): number {
    return this.#seq;
  }

  push(entry: string): void {
    while (this.#count >= this.#limits.entries || this.#isTooLong(entry)) this.#forgetOldest();
    this.#slots[this.#seq % this.#limits.entries] = entry;
    this.#characters += entry.length;
    this.#seq++;
    this.#count++;
  }

  /**
   * Every entry with a number above `since`, oldest first; null when some of them are forgotten or `since` is
   * no number of ours.
   */
  after(since: number): readonly string[] | null {
    const missed = this.#seq - since;
    if (!Number.isSafeInteger(since) || since < 0 || missed < 0 || missed > this.#count) return null;
    return Array.from(
      { length: missed },
      (_, index) => this.#slots[(since + index) % this.#limits.entries] ?? '',
    );
  }

  /** An entry that is too long by itself is still kept, alone. */
  #isTooLong(entry: string): boolean {
    return this.#count > 0 && this.#characters + entry.length > this.#limits.characters;
  }

  #forgetOldest(): void {
    const at = (this.#seq - this.#count) % this.#limits.entries;
    this.#characters -= this.#slots[at]?.length ?? 0;
    this.#slots[at] = undefined;
    this.#count--;
  }
}
