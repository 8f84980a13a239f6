/** One file of a console log: the bytes from offset `start` on. */
export interface Segment {
  readonly start: number;
  size: number;
  /** When it was last written. */
  at: number;
}

const NAME = /^([0-9]{20})\.log$/;
const MARKS_NAME = /^([0-9]{20})\.marks$/;
const MIN_SEGMENT_BYTES = 65_536;
/** So that what goes at a time is little beside what stays, whatever the limit. */
const MAX_SEGMENT_BYTES = 268_435_456;
const SEGMENTS_PER_LOG = 8;

/** File name of the segment that begins at `start`: twenty digits, so that names sort as offsets do. */
export function segmentName(start: number): string {
  return `${String(start).padStart(20, '0')}.log`;
}

/** The file beside a segment that tells when its bytes came. */
export function segmentMarksName(start: number): string {
  return `${String(start).padStart(20, '0')}.marks`;
}

/** Offset in a segment's file name, or null for a name that is not one. */
export function segmentStart(name: string): number | null {
  return startIn(NAME, name);
}

/** Offset in the name of a file of marks, or null for a name that is not one. */
export function marksStart(name: string): number | null {
  return startIn(MARKS_NAME, name);
}

function startIn(pattern: RegExp, name: string): number | null {
  const digits = pattern.exec(name)?.[1];
  if (digits === undefined) return null;
  const start = Number(digits);
  return Number.isSafeInteger(start) ? start : null;
}

/** A log gives up an eighth of its share of `limitBytes` at a time. */
export function segmentLimit(limitBytes: number, consoles = 1): number {
  const share = Math.floor(limitBytes / SEGMENTS_PER_LOG / Math.max(1, consoles));
  return Math.min(MAX_SEGMENT_BYTES, Math.max(MIN_SEGMENT_BYTES, share));
}

/** Sorts what was found in a folder and cuts what a later segment says again: an offset has one byte. */
export function arrangeSegments(found: readonly Segment[]): Segment[] {
  const sorted = found.toSorted((a, b) => a.start - b.start);
  return sorted.map(({ start, size, at }, index) => {
    const next = sorted[index + 1];
    return { start, at, size: next === undefined ? size : Math.min(size, next.start - start) };
  });
}

/** The segment that holds `offset`, or the next one after it when it lies in a gap. Null: at or past the end. */
export function findSegment(segments: readonly Segment[], offset: number): Segment | null {
  return segments.find(({ start, size }) => offset < start + size && size > 0) ?? null;
}
