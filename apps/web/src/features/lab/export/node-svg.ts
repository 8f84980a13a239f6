import type { LabNode } from '@umlaut/contracts/model';
import { sizeOf } from '../geometry/node-size.ts';
import { drawIcon } from './icon-svg.ts';
import type { PictureColors } from './picture-colors.ts';
import { escapeText, n, shorten, wrapText } from './svg-text.ts';

const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, Liberation Mono, monospace';
/** Of a bold letter, in pixels: a file cannot measure, so as wide as in the widest of the usual fonts. */
const BOLD = 8.2;
const ICON = 16;
/** From the left edge of a thing, and from that of its icon to its name: as in canvas/nodes/nodes.module.css. */
const PADDING = 12;
const NAME_AT = ICON + 7;

/** What a thing is called, and what else stands on it. How it is now is not in a picture. */
export interface Caption {
  title: string;
  /** What it is; empty: nothing. */
  detail: string;
  /** Of a machine that has one. */
  address: string | null;
  /** Of a machine: "vec", and the numbers of its interfaces. */
  nics: { device: string; numbers: readonly number[] } | null;
}

/** A thing as the page's canvas shows it. */
export function drawNode(node: LabNode, caption: Caption, colors: PictureColors): string {
  switch (node.kind) {
    case 'group':
      return drawArea(node, caption, colors.areas[node.color]);
    case 'note':
      return drawNote(node, colors);
    case 'machine':
      return drawBox(node, colors.paper, colors) + drawMachine(node, caption, colors);
    case 'switch':
    case 'hub':
    case 'bridge':
    case 'uplink':
    case 'remote':
      return drawBox(node, colors.device, colors) + drawDevice(node, caption, colors);
  }
}

function frameOf(node: LabNode, radius: number): string {
  const { width, height } = sizeOf(node);
  const { x, y } = node.position;
  // Half a pixel in, so that its line is sharp.
  return `x="${n(x + 0.5)}" y="${n(y + 0.5)}" width="${n(width - 1)}" height="${n(height - 1)}" rx="${radius}"`;
}

function drawBox(node: LabNode, fill: string, { edge }: PictureColors): string {
  return `<rect ${frameOf(node, 8)} fill="${fill}" stroke="${edge}"/>`;
}

function drawArea(node: LabNode, { title }: Caption, color: string): string {
  const { x, y } = node.position;
  const room = Math.floor((sizeOf(node).width - 24) / BOLD);
  return (
    `<rect ${frameOf(node, 10)} fill="${color}" fill-opacity="0.06" stroke="${color}" stroke-opacity="0.45"/>` +
    `<text x="${n(x + 12)}" y="${n(y + 19)}" font-weight="600" fill="${color}">${escapeText(shorten(title, room))}</text>`
  );
}

function drawNote(node: Extract<LabNode, { kind: 'note' }>, { note, noteEdge, text }: PictureColors): string {
  const { x, y } = node.position;
  const { width, height } = node.size;
  const room = Math.max(1, Math.floor((height - 12) / 18));
  const lines = wrapText(node.text, Math.floor((width - 20) / 6.6)).slice(0, room);
  const spans = lines.map(
    (line, index) => `<tspan x="${n(x + 10)}" y="${n(y + 21 + index * 18)}">${escapeText(line)}</tspan>`,
  );
  return (
    `<rect ${frameOf(node, 6)} fill="${note}" stroke="${noteEdge}"/>` +
    `<text xml:space="preserve" fill="${text}">${spans.join('')}</text>`
  );
}

type Boxed = Extract<LabNode, { kind: 'machine' | 'switch' | 'hub' | 'bridge' | 'uplink' | 'remote' }>;

/** The icon and the name; their line has its middle at `middle`. */
function drawHead(
  node: Boxed,
  { title }: Caption,
  { middle, colors }: { middle: number; colors: PictureColors },
): string {
  const x = node.position.x + PADDING;
  const room = Math.floor((sizeOf(node).width - 2 * PADDING - NAME_AT) / BOLD);
  return (
    drawIcon(node.kind, { x, y: middle - ICON / 2, size: ICON, color: colors.faint }) +
    `<text x="${n(x + NAME_AT)}" y="${n(middle + 4.5)}" font-weight="600" fill="${colors.text}">` +
    `${escapeText(shorten(title, room))}</text>`
  );
}

function drawDevice(node: Boxed, caption: Caption, colors: PictureColors): string {
  const { x, y } = node.position;
  const { width, height } = sizeOf(node);
  const middle = y + height / 2;
  const room = Math.floor((width - 2 * PADDING) / 6.2);
  return (
    drawHead(node, caption, { middle: caption.detail === '' ? middle : middle - 10, colors }) +
    `<text x="${n(x + PADDING)}" y="${n(middle + 14)}" font-size="12" fill="${colors.faint}">` +
    `${escapeText(shorten(caption.detail, room))}</text>`
  );
}

function drawMachine(node: Boxed, caption: Caption, colors: PictureColors): string {
  const { x, y } = node.position;
  const { width, height } = sizeOf(node);
  const lines = [
    ...(caption.address === null ? [] : ['address' as const]),
    ...(caption.nics === null ? [] : ['nics' as const]),
  ];
  const step = 22;
  const first = y + height / 2 - (lines.length * step) / 2;
  const body = lines.map((line, index) => {
    const middle = first + (index + 1) * step;
    if (line === 'nics')
      return drawNics(caption, { x: x + PADDING, right: x + width - PADDING, middle, colors });
    return (
      `<text x="${n(x + PADDING)}" y="${n(middle + 4)}" font-size="12" font-family="${MONO}" ` +
      `fill="${colors.faint}">${escapeText(shorten(caption.address ?? '', Math.floor((width - 24) / 7.3)))}</text>`
    );
  });
  return drawHead(node, caption, { middle: first, colors }) + body.join('');
}

interface NicsPlace {
  x: number;
  /** Where there is no more room. */
  right: number;
  middle: number;
  colors: PictureColors;
}

function drawNics({ nics }: Caption, { x, right, middle, colors }: NicsPlace): string {
  if (nics === null) return '';
  let left = x + nics.device.length * 6.2 + 4;
  const chips: string[] = [];
  for (const number of nics.numbers) {
    const width = Math.max(18, String(number).length * 6 + 8);
    if (left + width > right) break;
    chips.push(
      `<rect x="${n(left + 0.5)}" y="${n(middle - 7.5)}" width="${n(width - 1)}" height="15" rx="4" fill="none" stroke="${colors.edge}"/>` +
        `<text x="${n(left + width / 2)}" y="${n(middle + 3.5)}" text-anchor="middle" font-weight="600">${number}</text>`,
    );
    left += width + 4;
  }
  return (
    `<g font-size="10" fill="${colors.faint}"><text x="${n(x)}" y="${n(middle + 3.5)}" font-family="${MONO}">` +
    `${escapeText(nics.device)}</text>${chips.join('')}</g>`
  );
}
