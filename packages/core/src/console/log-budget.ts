import { segmentLimit } from './segment-layout.ts';

/** The files of one console, as far as what they may take up is concerned. */
export interface BudgetedLog {
  /** In all its segments. */
  readonly bytes: number;
  /** When the oldest segment but the current one was last written; null: there is only the current one. */
  readonly oldestAt: number | null;
  /** Removes that segment. @throws ErrnoException */
  dropOldest(): void;
}

/**
 * What the logs of one machine may keep on disk together. The segment that was written last the longest time
 * ago goes first, whichever console it is of; the current one of a console never goes, so that a console that
 * says little is not silenced by one that floods. The total is therefore at most the limit, or all current
 * segments, whichever is more.
 */
export class LogBudget {
  /** How large a segment becomes. */
  readonly segmentBytes: number;
  readonly #limitBytes: number;
  readonly #logs: BudgetedLog[] = [];

  /** @param consoles how many logs share it */
  constructor(limitBytes: number, consoles = 1) {
    this.#limitBytes = limitBytes;
    this.segmentBytes = segmentLimit(limitBytes, consoles);
  }

  /** For those who only read: nothing ever goes. */
  static unlimited(): LogBudget {
    return new LogBudget(Number.MAX_SAFE_INTEGER);
  }

  add(log: BudgetedLog): void {
    this.#logs.push(log);
  }

  /** Before so many bytes are written. @throws ErrnoException */
  makeRoom(bytes: number): void {
    let total = this.#logs.reduce((sum, log) => sum + log.bytes, bytes);
    while (total > this.#limitBytes) {
      const oldest = this.#oldest();
      if (oldest === null) return;
      const before = oldest.bytes;
      oldest.dropOldest();
      total -= before - oldest.bytes;
    }
  }

  #oldest(): BudgetedLog | null {
    let found: { log: BudgetedLog; at: number } | null = null;
    for (const log of this.#logs) {
      const at = log.oldestAt;
      if (at !== null && (found === null || at < found.at)) found = { log, at };
    }
    return found?.log ?? null;
  }
}
