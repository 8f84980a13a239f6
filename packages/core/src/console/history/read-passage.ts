import type { ConsoleMark } from '@umlaut/contracts/model';
import { HistoryLog } from '../history-log.ts';
import { MarkReader } from './mark-reader.ts';

export interface Passage {
  /** Of the first byte: past the one asked for when what was there is not kept any more. */
  offset: number;
  bytes: Buffer;
  /** Ascending; none before `offset`. */
  marks: ConsoleMark[];
}

/** Bytes of a console from an offset on, and when they came. @throws ErrnoException */
export function readPassage(dir: string, { from, maxBytes }: { from: number; maxBytes: number }): Passage {
  const { offset, bytes } = readRun(new HistoryLog(dir), from, maxBytes);
  return { offset, bytes, marks: marksOf(new MarkReader(dir), offset, offset + bytes.length) };
}

/** Bytes that follow each other without a gap, over the ends of segments. */
function readRun(log: HistoryLog, from: number, maxBytes: number): { offset: number; bytes: Buffer } {
  const first = log.read(from, maxBytes);
  const pieces = [first.bytes];
  let length = first.bytes.length;
  while (length < maxBytes) {
    const next = log.read(first.offset + length, maxBytes - length);
    if (next.bytes.length === 0 || next.offset !== first.offset + length) break;
    pieces.push(next.bytes);
    length += next.bytes.length;
  }
  return { offset: first.offset, bytes: pieces.length === 1 ? first.bytes : Buffer.concat(pieces) };
}

/** The marks that hold for the bytes from `from` up to `to`, none before them. */
export function marksOf(reader: MarkReader, from: number, to: number): ConsoleMark[] {
  if (to <= from) return [];
  return reader.between(from, to).map((mark) => (mark.offset < from ? { ...mark, offset: from } : mark));
}
