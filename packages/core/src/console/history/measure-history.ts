import { LogBudget } from '../log-budget.ts';
import { SegmentStore } from '../segment-store.ts';

/**
 * How many bytes are kept in a console's folder; of one that does not exist, none. Reads no more than names and
 * sizes, for it is asked of all consoles of a machine at once.
 * @throws ErrnoException when the folder exists but cannot be read
 */
export function measureHistory(dir: string): number {
  return new SegmentStore(dir, LogBudget.unlimited()).bytes;
}
