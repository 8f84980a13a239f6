import type { Boot } from './boot-index.ts';
import type { LogPiece } from './segment-store.ts';

/** A console's bytes as a viewer sees them: a live log, or the log of a stopped machine. */
export interface LogView {
  /** Offset of the oldest byte that is still kept. */
  readonly oldest: number;
  /** Offset just past the newest byte. */
  readonly end: number;
  /**
   * At most `max` bytes from `from` on; they begin later than `from` when what was there is lost. Empty at
   * the end of the log. They are in `target` if one of at least that size is given.
   */
  read(from: number, max: number, target?: Buffer): LogPiece;
  /** The first boot with running number `sequence` or above, or null. */
  bootAt(sequence: number): { sequence: number; boot: Boot } | null;
  /** Running number of the first boot at `offset` or after it. */
  firstBootFrom(offset: number): number;
}
