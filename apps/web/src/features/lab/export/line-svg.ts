import type { Line } from '../geometry/link-line.ts';
import { markPlace } from '../geometry/mark-place.ts';
import { escapeText, n } from './svg-text.ts';

export function drawLine({ from, to }: Line, enabled: boolean): string {
  const dash = enabled ? '' : ' stroke-dasharray="5 5"';
  return `<line x1="${n(from.x)}" y1="${n(from.y)}" x2="${n(to.x)}" y2="${n(to.y)}"${dash}/>`;
}

/** The interface or port at each end, as on the page's canvas (canvas/draw-ends.ts). */
export function drawEndMarks({ from, to }: Line, marks: readonly (string | null)[]): string {
  return marks
    .map((mark, index) => {
      const [near, far] = index === 0 ? [from, to] : [to, from];
      const width = (mark ?? '').length * 6.5 + 8;
      const place = mark === null ? null : markPlace(near, far, width);
      if (mark === null || place === null) return '';
      const { x, y } = place;
      return (
        `<rect x="${n(x - width / 2)}" y="${n(y - 8)}" width="${n(width)}" height="16" rx="5" fill="#ffffff"/>` +
        `<text x="${n(x)}" y="${n(y + 4)}">${escapeText(mark)}</text>`
      );
    })
    .join('');
}
