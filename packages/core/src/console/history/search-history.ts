import { setImmediate } from 'node:timers/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { ConsoleHit } from '@umlaut/contracts/model';
import { HistoryLog } from '../history-log.ts';
import { textFinder } from './find-text.ts';
import { CONTEXT_BYTES, hitLine } from './hit-line.ts';
import { MarkReader } from './mark-reader.ts';
import { seenPlace } from './seen-place.ts';

/** Searched between two turns of the event loop: a millisecond or two. */
const CHUNK_BYTES = 2 * 1024 * 1024;

export interface HistorySearch {
  text: string;
  matchCase: boolean;
  /** Only hits that begin before this offset. */
  before?: number;
  limit: number;
  signal?: AbortSignal;
}

export interface HistoryHits {
  /** Newest first; one for a line at most. */
  hits: Omit<ConsoleHit, 'machineId' | 'console'>[];
  /** Whether older ones may be left. */
  more: boolean;
  searchedBytes: number;
}

/**
 * Looks for a text in a console's output, backwards from the newest byte. Nothing is indexed: the bytes are read.
 * @throws CANCELLED when `signal` fires; ErrnoException
 */
export async function searchHistory(dir: string, search: HistorySearch): Promise<HistoryHits> {
  const { text, matchCase, limit, signal } = search;
  const log = new HistoryLog(dir);
  const marks = new MarkReader(dir);
  const finder = textFinder(text, matchCase);
  const folded = text.toLowerCase();
  // The bytes of both cases of a letter can be mixed to make another letter.
  const isText = ({ line, start, length: units }: { line: string; start: number; length: number }): boolean =>
    matchCase || line.slice(start, start + units).toLowerCase() === folded;
  const { length } = finder;
  const window = Buffer.allocUnsafe(CONTEXT_BYTES + CHUNK_BYTES + CONTEXT_BYTES + length);
  const found: HistoryHits = { hits: [], more: false, searchedBytes: 0 };
  let seen = Infinity;
  for (let end = Math.min(search.before ?? log.end, log.end); end > log.oldest;) {
    const start = Math.max(log.oldest, end - CHUNK_BYTES);
    const context = Math.max(log.oldest, start - CONTEXT_BYTES);
    const bytes = readInto(window, log, {
      from: context,
      to: Math.min(log.end, end + length + CONTEXT_BYTES),
    });
    for (const first of finder.inLines(bytes).toReversed()) {
      const to = lineEnd(bytes, first);
      // Another chunk's, as a whole.
      if (context + to < start || context + first >= end || context + to >= seen) continue;
      const at = seenPlace(bytes, finder, { first, to });
      if (at === null) continue;
      const offset = context + at;
      // What begins in the next chunk was found there, and what begins in the context will be.
      if (offset < start || offset >= end) continue;
      const line = hitLine(bytes, at, length);
      if (line === null || !isText(line)) continue;
      if (found.hits.length === limit) return { ...found, more: true };
      const time = marks.timeOf(offset);
      found.hits.push({ offset, at: time === null ? null : new Date(time).toISOString(), ...line });
      seen = offset;
    }
    found.searchedBytes += end - start;
    end = start;
    // oxlint-disable-next-line no-await-in-loop -- others have their turn
    await setImmediate();
    if (signal?.aborted === true) throw new UmlautError('CANCELLED', 'The search was given up.');
  }
  return found;
}

/** Where the line ends that holds `at`. */
function lineEnd(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(0x0a, at);
  return end === -1 ? bytes.length : end;
}

/** The bytes of a range, in place; those of a gap are zero. */
function readInto(window: Buffer, log: HistoryLog, { from, to }: { from: number; to: number }): Buffer {
  const into = window.subarray(0, to - from);
  let filled = from;
  while (filled < to) {
    const { offset, bytes } = log.read(filled, to - filled, into.subarray(filled - from));
    if (bytes.length === 0) break;
    if (offset > filled) {
      bytes.copy(into, offset - from);
      into.fill(0, filled - from, Math.min(offset, to) - from);
    }
    filled = Math.min(to, offset + bytes.length);
  }
  return into.subarray(0, filled - from);
}
