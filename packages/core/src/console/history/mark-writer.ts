import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { segmentMarksName } from '../segment-layout.ts';
import { encodeMark, MARK_BYTES } from './mark-codec.ts';

/** A screen shows no more. */
const FINE_MS = 20;
/** A segment has so many marks; then they come only after more bytes or more time, so that marks stay few beside bytes. */
const STEPS = [
  { marks: 8_192, ms: FINE_MS, bytes: 0 },
  { marks: 65_536, ms: 1_000, bytes: 256 },
  { marks: Infinity, ms: 10_000, bytes: 4_096 },
] as const;

interface Size {
  cols: number;
  rows: number;
}

/**
 * Writes when the bytes of a log came, in a file beside each of its segments. Never throws: what cannot be
 * written is a time that is not known.
 */
export class MarkWriter {
  readonly #dir: string;
  #segment: number | null = null;
  #fd: number | null = null;
  #count = 0;
  #last: ({ offset: number; at: number } & Size) | null = null;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * Bytes came.
   * @param offset of the first of them
   * @param segment where the segment begins that the log writes now, after them: perhaps amid them
   */
  note(offset: number, at: number, size: Size, segment: number): void {
    const isNew = segment !== this.#segment;
    if (isNew && this.#fd !== null && offset < segment) this.#write({ offset, at, ...size });
    if (isNew) this.#open(segment);
    const mark = { offset: Math.max(offset, segment), at, ...size };
    if (this.#count === 0 || this.#isDue(mark)) this.#write(mark);
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
    this.#segment = null;
  }

  #isDue(mark: { offset: number; at: number } & Size): boolean {
    const last = this.#last;
    if (last === null || last.cols !== mark.cols || last.rows !== mark.rows) return true;
    const elapsed = mark.at - last.at;
    const step = STEPS.find(({ marks }) => this.#count < marks) ?? STEPS[2];
    // The clock of a host may be set back.
    if (elapsed < 0 || elapsed >= step.ms) return true;
    return step.bytes > 0 && elapsed >= FINE_MS && mark.offset - last.offset >= step.bytes;
  }

  #write(mark: { offset: number; at: number } & Size): void {
    this.#last = mark;
    if (this.#fd === null) return;
    try {
      writeSync(this.#fd, encodeMark(mark));
      this.#count++;
    } catch {
      // A full disk. The next segment may fare better; a torn record is cut off when the file is opened.
      closeSync(this.#fd);
      this.#fd = null;
    }
  }

  #open(segment: number): void {
    this.close();
    this.#segment = segment;
    this.#count = 0;
    try {
      this.#fd = openSync(join(this.#dir, segmentMarksName(segment)), 'a+', 0o600);
      const whole = Math.floor(fstatSync(this.#fd).size / MARK_BYTES);
      ftruncateSync(this.#fd, whole * MARK_BYTES);
      this.#count = whole;
    } catch {
      if (this.#fd !== null) closeSync(this.#fd);
      this.#fd = null;
    }
  }
}
