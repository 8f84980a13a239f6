import type { ConsoleBoot, ConsoleFormat, ConsoleMark } from '@umlaut/contracts/model';
import { HistoryLog } from '../history-log.ts';
import { Asciicast } from './asciicast.ts';
import { MarkReader } from './mark-reader.ts';
import { marksOf } from './read-passage.ts';
import { TextLines } from './text-lines.ts';

const PIECE_BYTES = 256 * 1024;

export interface ExportOptions {
  format: ConsoleFormat;
  title: string;
  /** Absent: from the oldest byte, to the newest. */
  from?: number;
  to?: number;
}

/**
 * A console's output as the pieces of a file, as it was when it was asked for.
 * @throws ErrnoException at once when the folder exists but cannot be read, or later from the iteration
 */
export function exportHistory(dir: string, options: ExportOptions): AsyncIterable<Buffer> {
  const log = new HistoryLog(dir);
  const range = {
    from: Math.max(options.from ?? 0, log.oldest),
    to: Math.min(options.to ?? log.end, log.end),
  };
  switch (options.format) {
    case 'ansi':
      return exportBytes(log, range);
    case 'text':
      return exportText(log, range);
    case 'asciicast':
      return exportAsciicast(log, new MarkReader(dir), { ...range, title: options.title });
  }
}

interface Range {
  from: number;
  to: number;
}

async function* exportBytes(log: HistoryLog, range: Range): AsyncIterable<Buffer> {
  for (const { bytes } of pieces(log, range)) yield bytes;
}

async function* exportText(log: HistoryLog, range: Range): AsyncIterable<Buffer> {
  const lines = new TextLines();
  for (const { bytes } of pieces(log, range)) yield Buffer.from(lines.push(bytes));
  yield Buffer.from(lines.end());
}

async function* exportAsciicast(
  log: HistoryLog,
  reader: MarkReader,
  { title, ...range }: Range & { title: string },
): AsyncIterable<Buffer> {
  const cast = new Asciicast();
  const [first] = range.to > range.from ? marksOf(reader, range.from, range.to) : [];
  yield Buffer.from(cast.header(first, title));
  for (const { offset, bytes } of pieces(log, range)) {
    const parts = cutAt(offset, bytes, {
      marks: marksOf(reader, offset, offset + bytes.length),
      boots: log.boots.filter((boot) => boot.offset >= offset && boot.offset < offset + bytes.length),
    });
    const text = parts.map(
      (part) => (part.boot === null ? '' : cast.boot(part.boot)) + cast.output(part.bytes, part.mark),
    );
    yield Buffer.from(text.join(''));
  }
  yield Buffer.from(cast.end());
}

interface Part {
  bytes: Buffer;
  mark: ConsoleMark | null;
  /** The run that begins with it. */
  boot: ConsoleBoot | null;
}

/** Cuts bytes where a mark or a run begins. */
function cutAt(
  offset: number,
  bytes: Buffer,
  { marks, boots }: { marks: readonly ConsoleMark[]; boots: readonly ConsoleBoot[] },
): Part[] {
  const cuts = [offset, ...marks.map((mark) => mark.offset), ...boots.map((boot) => boot.offset)];
  const sorted = [...new Set(cuts)].toSorted((a, b) => a - b);
  let next = 0;
  return sorted.map((start, index) => {
    while (next < marks.length && (marks[next]?.offset ?? Infinity) <= start) next++;
    return {
      bytes: bytes.subarray(start - offset, (sorted[index + 1] ?? offset + bytes.length) - offset),
      mark: marks[next - 1] ?? null,
      boot: boots.find((boot) => boot.offset === start) ?? null,
    };
  });
}

function* pieces(log: HistoryLog, { from, to }: Range): Iterable<{ offset: number; bytes: Buffer }> {
  for (let at = from; at < to;) {
    const { offset, bytes } = log.read(at, Math.min(PIECE_BYTES, to - at));
    const kept = bytes.subarray(0, Math.max(0, to - offset));
    if (kept.length === 0) return;
    yield { offset, bytes: kept };
    at = offset + kept.length;
  }
}
