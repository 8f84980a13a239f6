import type { ConsoleQuery } from './console-query.ts';
import type { LogView } from './log-view.ts';

/** How far ahead a line start is looked for. */
const SEARCH_BYTES = 4_096;
const LINE_FEED = 0x0a;

/** Offset of the first byte that a new viewer gets: exactly `from` where the log has it, else a clean tail. */
export function replayStart(log: LogView, query: Pick<ConsoleQuery, 'from' | 'tail' | 'reach'>): number {
  const reach = query.reach ?? Number.POSITIVE_INFINITY;
  const tail = Math.min(query.tail, reach);
  if (query.from === null || query.from < log.end - reach) return tailStart(log, tail);
  return Math.min(Math.max(query.from, log.oldest), log.end);
}

/**
 * Offset about `tail` bytes before the end: after the next line feed if one is near, otherwise at least not
 * inside a UTF-8 sequence. The very first byte of a console needs no such care.
 */
export function tailStart(log: LogView, tail: number): number {
  const start = Math.max(log.oldest, log.end - tail);
  if (start === 0 || start >= log.end) return start;
  const ahead = Math.min(SEARCH_BYTES, Math.floor((log.end - start) / 2));
  const { offset, bytes } = log.read(start, Math.max(ahead, 4));
  const lineFeed = bytes.subarray(0, ahead).indexOf(LINE_FEED);
  return offset + (lineFeed === -1 ? countContinuationBytes(bytes) : lineFeed + 1);
}

/** Leading bytes of the form 10xxxxxx; three at most belong to a sequence cut here. */
function countContinuationBytes(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}
