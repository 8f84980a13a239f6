import type { LabLink } from '@umlaut/contracts/model';
import type { Line } from '../geometry/link-line.ts';
import { markPlace } from '../geometry/mark-place.ts';
import { impairmentText } from '../impairment-text.ts';
import type { PictureColors } from './picture-colors.ts';
import { escapeText, n } from './svg-text.ts';

export function drawLine({ from, to }: Line, { enabled }: LabLink, { line, idle }: PictureColors): string {
  const look = enabled ? `stroke="${line}"` : `stroke="${idle}" stroke-dasharray="5 5"`;
  return `<line x1="${n(from.x)}" y1="${n(from.y)}" x2="${n(to.x)}" y2="${n(to.y)}" ${look}/>`;
}

/** What a link does to frames, or that it is unplugged: in its middle, as on the page's canvas (canvas/draw-rates.ts). */
export function drawMiddle({ from, to }: Line, link: LabLink, colors: PictureColors): string {
  const impaired = [...new Set(link.impairments.map(impairmentText))].filter((text) => text !== '');
  const text = link.enabled ? impaired.join(' / ') : '× unplugged';
  if (text === '') return '';
  const at = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return drawPill(text, { ...at, color: link.enabled ? colors.warn : colors.text, paper: colors.paper });
}

/** The interface or port at each end, as on the page's canvas (canvas/draw-ends.ts). */
export function drawEndMarks(
  { from, to }: Line,
  marks: readonly (string | null)[],
  { text, paper }: PictureColors,
): string {
  return marks
    .map((mark, index) => {
      const [near, far] = index === 0 ? [from, to] : [to, from];
      const place = mark === null ? null : markPlace(near, far, pillWidth(mark));
      return mark === null || place === null ? '' : drawPill(mark, { ...place, color: text, paper });
    })
    .join('');
}

interface PillLook {
  x: number;
  y: number;
  color: string;
  paper: string;
}

function drawPill(text: string, { x, y, color, paper }: PillLook): string {
  const width = pillWidth(text);
  return (
    `<rect x="${n(x - width / 2)}" y="${n(y - 8)}" width="${n(width)}" height="16" rx="5" fill="${paper}"/>` +
    `<text x="${n(x)}" y="${n(y + 4)}" fill="${color}">${escapeText(text)}</text>`
  );
}

/** A file cannot measure its letters: at most as wide as those of the usual fonts. */
function pillWidth(text: string): number {
  return text.length * 6.5 + 8;
}
