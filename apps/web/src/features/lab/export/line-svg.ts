import type { Line } from '../geometry/link-line.ts';
import { escapeText, n } from './svg-text.ts';

/** Pixels from a thing to the middle of what stands at its end of a link. */
const MARK_PLACE = 22;
/** A shorter line has no room for its ends' names. */
const MIN_LENGTH = 70;

export function drawLine({ from, to }: Line, enabled: boolean): string {
  const dash = enabled ? '' : ' stroke-dasharray="5 5"';
  return `<line x1="${n(from.x)}" y1="${n(from.y)}" x2="${n(to.x)}" y2="${n(to.y)}"${dash}/>`;
}

/** The interface or port at each end, as on the page's canvas (canvas/draw-links.ts). */
export function drawEndMarks({ from, to }: Line, marks: readonly (string | null)[]): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < MIN_LENGTH) return '';
  const share = MARK_PLACE / length;
  return marks
    .map((mark, index) => {
      if (mark === null) return '';
      const [near, far] = index === 0 ? [from, to] : [to, from];
      const x = near.x + (far.x - near.x) * share;
      const y = near.y + (far.y - near.y) * share;
      const width = mark.length * 6.5 + 8;
      return (
        `<rect x="${n(x - width / 2)}" y="${n(y - 8)}" width="${n(width)}" height="16" rx="5" fill="#ffffff"/>` +
        `<text x="${n(x)}" y="${n(y + 4)}">${escapeText(mark)}</text>`
      );
    })
    .join('');
}
