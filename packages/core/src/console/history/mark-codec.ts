import type { ConsoleMark } from '@umlaut/contracts/model';

/** Offset and time as float64, columns and rows as uint16, and a word that tells a record from rubbish. */
export const MARK_BYTES = 24;
const MAGIC = 0x6b_72_61_6d;

/** One record of a file of marks; little endian. Pure. */
export function encodeMark({ offset, at, cols, rows }: ConsoleMark): Buffer {
  const record = Buffer.allocUnsafe(MARK_BYTES);
  record.writeDoubleLE(offset, 0);
  record.writeDoubleLE(at, 8);
  record.writeUInt16LE(cols, 16);
  record.writeUInt16LE(rows, 18);
  record.writeUInt32LE(MAGIC, 20);
  return record;
}

/** The records of a file, in its order; what is none, or goes back in offset, is passed over. Pure. */
export function decodeMarks(bytes: Buffer): ConsoleMark[] {
  const marks: ConsoleMark[] = [];
  for (let at = 0; at + MARK_BYTES <= bytes.length; at += MARK_BYTES) {
    const mark = decodeMark(bytes, at);
    if (mark !== null && mark.offset >= (marks.at(-1)?.offset ?? 0)) marks.push(mark);
  }
  return marks;
}

function decodeMark(bytes: Buffer, position: number): ConsoleMark | null {
  if (bytes.readUInt32LE(position + 20) !== MAGIC) return null;
  const mark = {
    offset: bytes.readDoubleLE(position),
    at: bytes.readDoubleLE(position + 8),
    cols: bytes.readUInt16LE(position + 16),
    rows: bytes.readUInt16LE(position + 18),
  };
  if (!Number.isSafeInteger(mark.offset) || mark.offset < 0) return null;
  // 8.64e15 ms is as far as a Date goes.
  if (!(mark.at >= 0 && mark.at <= 8.64e15)) return null;
  return mark.cols === 0 || mark.rows === 0 ? null : mark;
}
