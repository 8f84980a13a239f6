/** What is due at some time; several entries for one do no harm. */
export interface DueTask {
  /** Does what is due by `now`. */
  run(now: number): void;
}

/** Tasks by the time at which they are due: a binary heap. */
export class DueHeap {
  readonly #entries: { due: number; task: DueTask }[] = [];

  /** Infinity when there is none. */
  get due(): number {
    return this.#entries[0]?.due ?? Infinity;
  }

  add(task: DueTask, due: number): void {
    const entries = this.#entries;
    let index = entries.length;
    entries.push({ due, task });
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  /** The one that is due first, if that is by `now`; it is in here no more. */
  takeDue(now: number): DueTask | null {
    const first = this.#entries[0];
    if (first === undefined || first.due > now) return null;
    const last = this.#entries.pop();
    if (last !== undefined && this.#entries.length > 0) {
      this.#entries[0] = last;
      this.#sink();
    }
    return first.task;
  }

  #sink(): void {
    for (let index = 0; ;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let least = index;
      if (this.#isBefore(left, least)) least = left;
      if (this.#isBefore(right, least)) least = right;
      if (least === index) return;
      this.#swap(index, least);
      index = least;
    }
  }

  #isBefore(one: number, other: number): boolean {
    return (this.#entries[one]?.due ?? Infinity) < (this.#entries[other]?.due ?? Infinity);
  }

  #swap(one: number, other: number): void {
    const [first, second] = [this.#entries[one], this.#entries[other]];
    if (first === undefined || second === undefined) return;
    [this.#entries[one], this.#entries[other]] = [second, first];
  }
}
