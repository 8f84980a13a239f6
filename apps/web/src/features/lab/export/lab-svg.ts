import type { LabLinkEnd, LabNode } from '@umlaut/contracts/model';
import type { LabDocument } from '../document/lab-document.ts';
import { LinkLines } from '../geometry/link-lines.ts';
import { sizeOf } from '../geometry/node-size.ts';
import { drawEndMarks, drawLine } from './line-svg.ts';
import { escapeText, n, wrapText } from './svg-text.ts';

const MARGIN = 30;
const FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Liberation Sans, sans-serif';
const GROUP_COLORS = {
  gray: '#6c707b',
  blue: '#2f6fdb',
  green: '#137a3a',
  orange: '#b45f06',
  red: '#b42318',
  violet: '#5752d2',
} as const;

interface Caption {
  title: string;
  detail: string;
}

export interface Picture {
  svg: string;
  width: number;
  height: number;
}

/** What things and the ends of links are called. */
export interface PictureWords {
  captionOf: (node: LabNode) => Caption;
  endMarkOf: (node: LabNode, end: LabLinkEnd) => string | null;
}

/** A lab as a picture of its own, sharp at any size: drawn from the document, not from the page. */
export function labSvg(document: LabDocument, { captionOf, endMarkOf }: PictureWords): Picture {
  const nodes = [...document.nodes.values()];
  const boxes = nodes.map((node) => ({ ...sizeOf(node), ...node.position }));
  const left = Math.min(...boxes.map(({ x }) => x), Infinity);
  const top = Math.min(...boxes.map(({ y }) => y), Infinity);
  const x = Number.isFinite(left) ? left - MARGIN : 0;
  const y = Number.isFinite(top) ? top - MARGIN : 0;
  const width = boxes.length === 0 ? 200 : Math.max(...boxes.map((box) => box.x + box.width)) - x + MARGIN;
  const height = boxes.length === 0 ? 100 : Math.max(...boxes.map((box) => box.y + box.height)) - y + MARGIN;
  const lines = new LinkLines(document).lines;
  const links = [...document.links.values()].flatMap((link) => {
    const line = lines.get(link.id);
    if (line === undefined) return [];
    const marks = link.ends.map((end) => {
      const node = document.nodes.get(end.nodeId);
      return node === undefined ? null : endMarkOf(node, end);
    });
    return [{ drawn: drawLine(line, link.enabled), marks: drawEndMarks(line, marks) }];
  });
  const body = [
    `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="#ffffff"/>`,
    ...nodes.filter(({ kind }) => kind === 'group').map((node) => drawNode(node, captionOf(node))),
    `<g stroke="#6c707b" stroke-width="1.5" fill="none">${links.map(({ drawn }) => drawn).join('')}</g>`,
    `<g font-size="11" text-anchor="middle" fill="#43464e">${links.map(({ marks }) => marks).join('')}</g>`,
    ...nodes.filter(({ kind }) => kind !== 'group').map((node) => drawNode(node, captionOf(node))),
  ];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" ` +
    `viewBox="${n(x)} ${n(y)} ${n(width)} ${n(height)}" font-family="${FONT}" font-size="13">${body.join('')}</svg>`;
  return { svg, width, height };
}

function drawNode(node: LabNode, { title, detail }: Caption): string {
  const { x, y } = node.position;
  const { width, height } = sizeOf(node);
  const frame = `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="8"`;
  if (node.kind === 'group') {
    const color = GROUP_COLORS[node.color];
    return (
      `<rect ${frame} fill="${color}" fill-opacity="0.06" stroke="${color}" stroke-opacity="0.5"/>` +
      `<text x="${n(x + 12)}" y="${n(y + 20)}" font-weight="600" fill="${color}">${escapeText(title)}</text>`
    );
  }
  if (node.kind === 'note') {
    const lines = wrapText(node.text, Math.floor((width - 20) / 6.6)).slice(
      0,
      Math.floor((height - 12) / 17),
    );
    const text = lines
      .map(
        (line, index) => `<tspan x="${n(x + 10)}" y="${n(y + 22 + index * 17)}">${escapeText(line)}</tspan>`,
      )
      .join('');
    return `<rect ${frame} fill="#fdf3df" stroke="#e9d8ad"/><text xml:space="preserve" fill="#43464e">${text}</text>`;
  }
  const room = Math.floor((width - 24) / 7);
  return (
    `<rect ${frame} fill="#ffffff" stroke="#c9cbd3"/>` +
    `<text x="${n(x + 12)}" y="${n(y + 24)}" font-weight="600" fill="#191a1e">${escapeText(shorten(title, room))}</text>` +
    `<text x="${n(x + 12)}" y="${n(y + 43)}" font-size="12" fill="#5a5e69">${escapeText(shorten(detail, room))}</text>`
  );
}

function shorten(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1))}…`;
}
