import { closeSync, fchownSync, mkdirSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { listLogFolder } from './list-log-folder.ts';
import type { BudgetedLog, LogBudget } from './log-budget.ts';
import { openLogFile } from './open-log-file.ts';
import {
  arrangeSegments,
  findSegment,
  segmentMarksName,
  segmentName,
  segmentStart,
  type Segment,
} from './segment-layout.ts';

/** Bytes of a log and the offset of the first of them, which is past the one asked for after a gap. */
export interface LogPiece {
  offset: number;
  bytes: Buffer;
}

/** The files of one console log. Errors of the file system are thrown as they are. */
export class SegmentStore implements BudgetedLog {
  readonly #dir: string;
  readonly #budget: LogBudget;
  #bytes: number;
  #segments: Segment[];
  #fd: number | null = null;

  /** A folder that does not exist is an empty log. */
  constructor(dir: string, budget: LogBudget) {
    this.#dir = dir;
    this.#budget = budget;
    this.#segments = scan(dir);
    this.#bytes = this.#segments.reduce((sum, { size }) => sum + size, 0);
  }

  get bytes(): number {
    return this.#bytes;
  }

  get oldestAt(): number | null {
    const [oldest, next] = this.#segments;
    return oldest === undefined || next === undefined ? null : oldest.at;
  }

  get oldest(): number {
    return this.#segments[0]?.start ?? 0;
  }

  get end(): number {
    const last = this.#segments.at(-1);
    return last === undefined ? 0 : last.start + last.size;
  }

  get isEmpty(): boolean {
    return this.#segments.every(({ size }) => size === 0);
  }

  /**
   * Writes `bytes`, which begin at `offset`: the end, or past it after a loss, which leaves a gap.
   * @throws ErrnoException (ENOSPC and the like); `end` then says what was still written
   */
  append(bytes: Uint8Array, offset: number): void {
    for (let done = 0; done < bytes.length;) {
      const segment = this.#writable(offset + done);
      const length = Math.min(this.#budget.segmentBytes - segment.size, bytes.length - done);
      this.#budget.makeRoom(length);
      const written = writeSync(this.#openCurrent(segment), bytes, done, length);
      segment.size += written;
      segment.at = Date.now();
      this.#bytes += written;
      done += written;
    }
  }

  /**
   * At most `max` bytes from `from` or the next offset that is here, in `target` if given. Null: nothing from
   * there on.
   */
  read(from: number, max: number, target?: Buffer): LogPiece | null {
    for (let at = from; ;) {
      const segment = findSegment(this.#segments, at);
      if (segment === null) return null;
      const offset = Math.max(at, segment.start);
      const length = Math.min(max, segment.start + segment.size - offset);
      const into = target?.subarray(0, length) ?? Buffer.allocUnsafe(length);
      const bytes = this.#readSegment(segment, offset - segment.start, into);
      if (bytes.length > 0) return { offset, bytes };
      // Cut or removed behind our back: go on after it.
      at = segment.start + segment.size;
    }
  }

  /** Where the newest segment begins; null while there is none. */
  get newestStart(): number | null {
    return this.#segments.at(-1)?.start ?? null;
  }

  /** Removes everything; the log goes on at `end`, where an empty segment keeps the place. @throws ErrnoException */
  clear(end: number): void {
    this.close();
    const old = this.#segments.filter(({ start }) => start !== end);
    if (old.length === this.#segments.length) this.#fd = createSegment(this.#dir, end);
    this.#segments = [{ start: end, size: 0, at: Date.now() }];
    this.#bytes = 0;
    for (const { start } of old) this.#remove(start);
  }

  dropOldest(): void {
    const oldest = this.#segments.length > 1 ? this.#segments.shift() : undefined;
    if (oldest === undefined) return;
    this.#bytes -= oldest.size;
    this.#remove(oldest.start);
  }

  /** Forgets the current descriptor, after an error; the next append begins a new segment. */
  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  /** The newest segment if it continues at `offset` and has room, else a new one. */
  #writable(offset: number): Segment {
    const last = this.#segments.at(-1);
    if (last !== undefined && last.start + last.size === offset) {
      if (last.size < this.#budget.segmentBytes) return last;
    }
    this.close();
    const segment = { start: offset, size: 0, at: Date.now() };
    this.#openCurrent(segment);
    this.#segments.push(segment);
    return segment;
  }

  #openCurrent(segment: Segment): number {
    if (this.#fd === null) {
      mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
      this.#fd = openSync(join(this.#dir, segmentName(segment.start)), 'a+', 0o600);
    }
    return this.#fd;
  }

  #remove(start: number): void {
    for (const name of [segmentName(start), segmentMarksName(start)]) {
      rmSync(join(this.#dir, name), { force: true });
    }
  }

  #readSegment(segment: Segment, position: number, into: Buffer): Buffer {
    const isCurrent = this.#fd !== null && segment === this.#segments.at(-1);
    const fd = isCurrent ? this.#fd : (openLogFile(join(this.#dir, segmentName(segment.start)))?.fd ?? null);
    if (fd === null) return Buffer.alloc(0);
    try {
      return into.subarray(0, readSync(fd, into, 0, into.length, position));
    } finally {
      if (!isCurrent) closeSync(fd);
    }
  }
}

/** For whoever owns the folder; the creator may be root, so nothing that is there already is opened. */
function createSegment(dir: string, start: number): number {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const fd = openSync(join(dir, segmentName(start)), 'ax+', 0o600);
  const { uid, gid } = statSync(dir);
  if (process.getuid?.() === 0) fchownSync(fd, uid, gid);
  return fd;
}

function scan(dir: string): Segment[] {
  const found: Segment[] = [];
  for (const name of listLogFolder(dir)) {
    const start = segmentStart(name);
    const file = start === null ? null : openLogFile(join(dir, name));
    if (start === null || file === null) continue;
    closeSync(file.fd);
    found.push({ start, size: file.size, at: file.modifiedAt });
  }
  return arrangeSegments(found);
}
