import { HistoryLog } from '../history-log.ts';
import { BootIndex } from '../boot-index.ts';
import { LogBudget } from '../log-budget.ts';
import { SegmentStore } from '../segment-store.ts';
import { clearTyped } from '../typed/typed-files.ts';

/**
 * Forgets the output of a console whose machine does not run, and what was typed into it. The next byte keeps its offset.
 * @throws ErrnoException
 */
export function clearHistory(dir: string): void {
  clearTyped(dir);
  const { end } = new HistoryLog(dir);
  if (end === 0) return;
  const store = new SegmentStore(dir, LogBudget.unlimited());
  store.clear(end);
  store.close();
  new BootIndex(dir).clear();
}
