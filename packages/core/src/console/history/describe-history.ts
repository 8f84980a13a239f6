import type { ConsoleHistory } from '@umlaut/contracts/model';
import { HistoryLog } from '../history-log.ts';
import { MarkReader } from './mark-reader.ts';

/**
 * What is kept in a console's folder; one that does not exist is an empty history.
 * @throws ErrnoException when the folder exists but cannot be read
 */
export function describeHistory(dir: string): Omit<ConsoleHistory, 'machineId' | 'console'> {
  const { oldest, end, boots } = new HistoryLog(dir);
  const marks = new MarkReader(dir);
  // The run that the oldest bytes belong to began before them, as a rule.
  const first = boots.findLastIndex(({ offset }) => offset <= oldest);
  return {
    oldest,
    end,
    boots: boots.slice(Math.max(0, first)).map(({ offset, at, bootId }) => ({ offset, at, bootId })),
    firstAt: oldest === end ? null : isoTime(marks.first?.at),
    lastAt: oldest === end ? null : isoTime(marks.last?.at),
  };
}

function isoTime(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
