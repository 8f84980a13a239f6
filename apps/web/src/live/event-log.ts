import type { NumberedEvent } from '@umlaut/contracts/ws';

/** Events kept for snapshots that are still on their way: far more than pass while one is fetched. */
const MAX_EVENTS = 4096;

/**
 * The newest numbered events of one server run, in order. A snapshot that was true at `seq` is brought up
 * to date by `after(seq)`.
 */
export class EventLog {
  #events: NumberedEvent[] = [];
  #start = 0;
  #last = 0;
  #epoch: string | null = null;

  get epoch(): string | null {
    return this.#epoch;
  }

  /** Number of the newest event known. */
  get last(): number {
    return this.#last;
  }

  /** Forgets everything: from now on only what follows `seq` of `epoch` is known. */
  restart(epoch: string, seq: number): void {
    this.#epoch = epoch;
    this.#events = [];
    this.#start = seq;
    this.#last = seq;
  }

  /** Back to knowing nothing, as before the first hello. */
  forget(): void {
    this.restart('', 0);
    this.#epoch = null;
  }

  /** `gap` when events before it were missed. */
  append(event: NumberedEvent): 'new' | 'repeat' | 'gap' {
    if (event.seq <= this.#last) return 'repeat';
    if (event.seq !== this.#last + 1) return 'gap';
    this.#events.push(event);
    this.#last = event.seq;
    if (this.#events.length > MAX_EVENTS) {
      const dropped = this.#events.splice(0, MAX_EVENTS / 2);
      this.#start = dropped.at(-1)?.seq ?? this.#start;
    }
    return 'new';
  }

  /** Every event newer than `seq`, oldest first; null when some of them are no longer known. */
  after(seq: number): readonly NumberedEvent[] | null {
    if (seq < this.#start) return null;
    return this.#events.slice(seq - this.#start);
  }
}
