const LINE_BYTES = 16;

interface HexPiece {
  hex: string;
  text: string;
  isMarked: boolean;
}

export interface HexLine {
  offset: string;
  /** In turn marked and not; together the line. */
  pieces: HexPiece[];
}

/** Sixteen bytes a line, cut where the mark begins and ends. Pure. */
export function hexLines(bytes: Uint8Array, mark: { start: number; end: number } | null): HexLine[] {
  const lines: HexLine[] = [];
  for (let at = 0; at < bytes.length; at += LINE_BYTES) {
    const end = Math.min(at + LINE_BYTES, bytes.length);
    const from = clamp(mark?.start ?? end, at, end);
    const to = clamp(mark?.end ?? end, from, end);
    const pieces = [
      piece(bytes.subarray(at, from), false),
      piece(bytes.subarray(from, to), true),
      piece(bytes.subarray(to, end), false),
    ].filter(({ text }) => text !== '');
    lines.push({ offset: at.toString(16).padStart(4, '0'), pieces });
  }
  return lines;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function piece(bytes: Uint8Array, isMarked: boolean): HexPiece {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const text = Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.',
  ).join('');
  return { hex, text, isMarked };
}
