import { closeSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsoleMark } from '@umlaut/contracts/model';
import { listLogFolder } from '../list-log-folder.ts';
import { openLogFile } from '../open-log-file.ts';
import { marksStart, segmentMarksName } from '../segment-layout.ts';
import { decodeMarks } from './mark-codec.ts';

/** More than any writer makes: a file that somebody else put there is not read without end. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** When the bytes of a log came, as its files of marks say; they are read as they are needed, and then kept. */
export class MarkReader {
  readonly #dir: string;
  /** Where the segments begin that have marks, ascending. */
  readonly #starts: readonly number[];
  readonly #known = new Map<number, readonly ConsoleMark[]>();

  constructor(dir: string) {
    this.#dir = dir;
    this.#starts = listStarts(dir);
  }

  /** Those that hold for the bytes from `from` up to `to`; the first one may lie before them. */
  between(from: number, to: number): ConsoleMark[] {
    const first = this.#starts.findLastIndex((start) => start <= from);
    const files = this.#starts.slice(Math.max(0, first)).filter((start) => start < to);
    const marks = files.flatMap((start) => this.#read(start));
    const before = marks.findLastIndex(({ offset }) => offset <= from);
    const after = marks.findIndex(({ offset }) => offset >= to);
    return marks.slice(Math.max(0, before), after === -1 ? undefined : after);
  }

  /** When the byte at `offset` came, milliseconds since 1970; null when that is not known. */
  timeOf(offset: number): number | null {
    const mark = this.between(offset, offset + 1).at(-1);
    return mark === undefined || mark.offset > offset ? null : mark.at;
  }

  get first(): ConsoleMark | null {
    for (const start of this.#starts) {
      const [mark] = this.#read(start);
      if (mark !== undefined) return mark;
    }
    return null;
  }

  get last(): ConsoleMark | null {
    for (const start of this.#starts.toReversed()) {
      const mark = this.#read(start).at(-1);
      if (mark !== undefined) return mark;
    }
    return null;
  }

  #read(start: number): readonly ConsoleMark[] {
    const known = this.#known.get(start);
    if (known !== undefined) return known;
    const marks = readMarksFile(join(this.#dir, segmentMarksName(start)));
    this.#known.set(start, marks);
    return marks;
  }
}

function readMarksFile(path: string): ConsoleMark[] {
  const file = openLogFile(path);
  if (file === null) return [];
  try {
    return file.size > MAX_FILE_BYTES ? [] : decodeMarks(readFileSync(file.fd));
  } finally {
    closeSync(file.fd);
  }
}

function listStarts(dir: string): number[] {
  return listLogFolder(dir)
    .flatMap((name) => marksStart(name) ?? [])
    .toSorted((a, b) => a - b);
}
