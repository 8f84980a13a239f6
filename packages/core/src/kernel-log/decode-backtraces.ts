import type { Backtrace } from '@umlaut/contracts/model';
import { readTraces, toBacktrace } from './read-traces.ts';

/**
 * Every call trace in what a kernel printed, in order, with the registers and the task that were told with
 * it. Any text is taken: it may be the guest's.
 */
export function decodeBacktraces(text: string): Backtrace[] {
  return readTraces(text)
    .filter(({ frames, registers }) => frames.length > 0 || registers.length > 0)
    .map(toBacktrace);
}
