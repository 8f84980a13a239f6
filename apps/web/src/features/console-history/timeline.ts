import { replayPause, type ConsoleMark } from '@umlaut/contracts/model';

export interface TerminalSize {
  cols: number;
  rows: number;
}

/** Decoded: some bytes of a console and when they came. */
export interface Passage {
  offset: number;
  bytes: Uint8Array<ArrayBuffer>;
  marks: readonly ConsoleMark[];
}

/** Bytes that came at once, or, where nothing is known about them, that are shown at once. */
export interface Frame {
  offset: number;
  /** Just past its last byte. */
  end: number;
  bytes: Uint8Array<ArrayBuffer>;
  /** When they came, milliseconds since 1970; null: nobody knows. */
  at: number | null;
  /** Of the terminal then; null: nobody knows. */
  size: TerminalSize | null;
  /** A run of the machine begins with it. */
  isBoot: boolean;
}

/**
 * A passage as frames, in order and without holes: cut at its marks, and at the boots, before which the screen
 * is emptied. Pure.
 */
export function framesOf(passage: Passage, bootOffsets: readonly number[]): readonly Frame[] {
  const { offset: start, bytes, marks } = passage;
  const end = start + bytes.length;
  const boots = new Set(bootOffsets);
  const cuts = new Set([start]);
  for (const { offset } of marks) if (offset > start && offset < end) cuts.add(offset);
  for (const offset of boots) if (offset > start && offset < end) cuts.add(offset);
  const sorted = [...cuts].toSorted((a, b) => a - b);
  const frames: Frame[] = [];
  let next = 0;
  for (const [index, offset] of sorted.entries()) {
    while (next < marks.length && (marks[next]?.offset ?? 0) <= offset) next += 1;
    const mark = marks[next - 1];
    const frameEnd = sorted[index + 1] ?? end;
    if (frameEnd === offset) continue;
    frames.push({
      offset,
      end: frameEnd,
      bytes: bytes.subarray(offset - start, frameEnd - start),
      at: mark?.at ?? null,
      size: mark === undefined ? null : { cols: mark.cols, rows: mark.rows },
      isBoot: boots.has(offset),
    });
  }
  return frames;
}

/** How long to wait between two neighbours, milliseconds. Pure. */
export function pauseBefore(frame: Frame, before: Frame | null, skipIdle: boolean): number {
  if (before === null || before.at === null || frame.at === null) return 0;
  return replayPause(frame.at - before.at, { isBoot: frame.isBoot, skipIdle });
}

export interface TimedFrame extends Frame {
  /** When it is shown, milliseconds since the first one at single speed. */
  time: number;
}

/** Neighbouring frames with the times at which a replay shows them, ascending from 0. Pure. */
export function timelineOf(frames: readonly Frame[], skipIdle: boolean): readonly TimedFrame[] {
  let time = 0;
  let before: Frame | null = null;
  return frames.map((frame) => {
    time += pauseBefore(frame, before, skipIdle);
    before = frame;
    return { ...frame, time };
  });
}

/** Index of the frame that has the byte at `offset`, or begins after it; the length when there is none. Pure. */
export function frameIndexAt(frames: readonly Frame[], offset: number): number {
  let low = 0;
  let high = frames.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((frames[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
