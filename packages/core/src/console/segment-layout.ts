/** One file of a console log: the bytes from offset `start` on. */
export interface Segment {
  readonly start: number;
  size: number;
}

const NAME = /^([0-9]{20})\.log$/;
const MARKS_NAME = /^([0-9]{20})\.marks$/;
const MIN_SEGMENT_BYTES = 65_536;
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

/** A log of `limitBytes` gives up its oldest eighth at a time. */
export function segmentLimit(limitBytes: number): number {
  return Math.max(MIN_SEGMENT_BYTES, Math.floor(limitBytes / SEGMENTS_PER_LOG));
}

/** Sorts what was found in a folder and cuts what a later segment says again: an offset has one byte. */
export function arrangeSegments(found: readonly Segment[]): Segment[] {
  const sorted = found.toSorted((a, b) => a.start - b.start);
  return sorted.map(({ start, size }, index) => {
    const next = sorted[index + 1];
    return { start, size: next === undefined ? size : Math.min(size, next.start - start) };
  });
}

/** How many of the oldest segments must go so that another full one fits within `limitBytes`. */
export function countSurplusSegments(segments: readonly Segment[], limitBytes: number): number {
  let total = segments.reduce((sum, { size }) => sum + size, segmentLimit(limitBytes));
  let surplus = 0;
  for (const { size } of segments) {
    if (total <= limitBytes) break;
    total -= size;
    surplus += 1;
  }
  return surplus;
}

/** The segment that holds `offset`, or the next one after it when it lies in a gap. Null: at or past the end. */
export function findSegment(segments: readonly Segment[], offset: number): Segment | null {
  return segments.find(({ start, size }) => offset < start + size && size > 0) ?? null;
}
