import { ConnectTurns } from './connect-turns.ts';
import { PaintQueue } from './paint-queue.ts';
import { ParseBudget } from './parse-budget.ts';

/** About a tenth of what a browser parses on two cores, so that a flood leaves the page quick. */
const BYTES_PER_SECOND = 1_500_000;
const BURST_BYTES = 1_000_000;
/** Enough to keep the server busy. */
const CONNECTING_AT_ONCE = 6;

/** What the thumbnails of one wall share. */
export class WallParts {
  readonly budget = new ParseBudget({
    bytesPerSecond: BYTES_PER_SECOND,
    burstBytes: BURST_BYTES,
    now: () => performance.now(),
  });
  readonly paints = new PaintQueue();
  readonly turns = new ConnectTurns(CONNECTING_AT_ONCE);

  dispose(): void {
    this.budget.dispose();
    this.paints.dispose();
  }
}
