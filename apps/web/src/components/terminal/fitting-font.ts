/** Smaller letters cannot be read: then the place scrolls. */
const MIN_FONT_SIZE = 7;
/** Large, so that rounding does not matter. */
const MEASURED_AT = 100;

/** A letter's share of the font size. */
export interface LetterShape {
  width: number;
  height: number;
}

/** How large a cell of the terminal is in this font, as xterm.js measures it. */
export function measureLetter(fontFamily: string, lineHeight: number): LetterShape {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return { width: 0.6, height: 1.2 * lineHeight };
  context.font = `${MEASURED_AT}px ${fontFamily}`;
  const { width, fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText('W');
  return {
    width: width / MEASURED_AT,
    height: ((fontBoundingBoxAscent + fontBoundingBoxDescent) / MEASURED_AT) * lineHeight,
  };
}

/** The largest font size, up to `most` and in steps of a half, in which a terminal fits into a place. Pure. */
export function fittingFont(
  { cols, rows }: { cols: number; rows: number },
  place: { width: number; height: number },
  { letter, most }: { letter: LetterShape; most: number },
): number {
  const fitting = Math.min(place.width / (cols * letter.width), place.height / (rows * letter.height));
  return Math.max(MIN_FONT_SIZE, Math.min(most, Math.floor(2 * fitting) / 2));
}
