import { BootIndex, type Boot } from './boot-index.ts';
import { LogBudget } from './log-budget.ts';
import type { LogView } from './log-view.ts';
import { SegmentStore, type LogPiece } from './segment-store.ts';

/** The log of a console that nobody writes, as it was at the moment of opening. Holds no descriptor. */
export class HistoryLog implements LogView {
  readonly oldest: number;
  readonly end: number;
  readonly #store: SegmentStore;
  readonly #boots: BootIndex;

  /** @throws ErrnoException when the folder exists but cannot be read */
  constructor(dir: string) {
    this.#store = new SegmentStore(dir, LogBudget.unlimited());
    this.#boots = new BootIndex(dir);
    this.oldest = this.#store.oldest;
    this.end = this.#store.end;
  }

  read(from: number, max: number, target?: Buffer): LogPiece {
    const piece = this.#store.read(from, Math.max(0, Math.min(max, this.end - from)), target);
    // A run that began meanwhile may have removed old files: then what is gone is a gap.
    if (piece === null || piece.offset >= this.end) return { offset: this.end, bytes: Buffer.alloc(0) };
    return { offset: piece.offset, bytes: piece.bytes.subarray(0, this.end - piece.offset) };
  }

  /** Beginnings of runs, oldest first. */
  get boots(): readonly Boot[] {
    return this.#boots.all;
  }

  bootAt(sequence: number): { sequence: number; boot: Boot } | null {
    return this.#boots.at(sequence);
  }

  firstBootFrom(offset: number): number {
    return this.#boots.firstFrom(offset);
  }
}
