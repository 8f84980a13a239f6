import type { LabLinkEnd, LabNode } from '@umlaut/contracts/model';
import type { LabDocument } from '../document/lab-document.ts';
import { boundsOf } from '../geometry/bounds.ts';
import { LinkLines } from '../geometry/link-lines.ts';
import { drawEndMarks, drawLine, drawMiddle } from './line-svg.ts';
import { drawNode, type Caption } from './node-svg.ts';
import type { PictureColors } from './picture-colors.ts';
import { n } from './svg-text.ts';

const MARGIN = 30;
const FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Liberation Sans, sans-serif';

export interface Picture {
  svg: string;
  /** Pixels of the canvas at 100 %. */
  width: number;
  height: number;
}

/** What things and the ends of links are called, and the colours that they have. */
export interface PictureWords {
  captionOf: (node: LabNode) => Caption;
  endMarkOf: (node: LabNode, end: LabLinkEnd) => string | null;
  colors: PictureColors;
}

/** A lab as a picture of its own, sharp at any size: drawn from the document, not from the page. */
export function labSvg(document: LabDocument, { captionOf, endMarkOf, colors }: PictureWords): Picture {
  const nodes = [...document.nodes.values()];
  const { x, y, width, height } = pageOf(nodes);
  const lines = new LinkLines(document).lines;
  const links = [...document.links.values()].flatMap((link) => {
    const line = lines.get(link.id);
    if (line === undefined) return [];
    const marks = link.ends.map((end) => {
      const node = document.nodes.get(end.nodeId);
      return node === undefined ? null : endMarkOf(node, end);
    });
    const texts = drawEndMarks(line, marks, colors) + drawMiddle(line, link, colors);
    return [{ line: drawLine(line, link, colors), texts }];
  });
  const draw = (node: LabNode): string => drawNode(node, captionOf(node), colors);
  const body = [
    `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${colors.background}"/>`,
    ...nodes.filter(({ kind }) => kind === 'group').map(draw),
    `<g stroke-width="1.5" fill="none">${links.map(({ line }) => line).join('')}</g>`,
    `<g font-size="11" text-anchor="middle">${links.map(({ texts }) => texts).join('')}</g>`,
    ...nodes.filter(({ kind }) => kind !== 'group').map(draw),
  ];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" ` +
    `viewBox="${n(x)} ${n(y)} ${n(width)} ${n(height)}" font-family="${FONT}" font-size="13">${body.join('')}</svg>`;
  return { svg, width, height };
}

/** All things, and a margin around them. */
function pageOf(nodes: readonly LabNode[]): { x: number; y: number; width: number; height: number } {
  const box = boundsOf(nodes.map((node) => ({ node, position: node.position })));
  if (box === null) return { x: 0, y: 0, width: 200, height: 100 };
  return {
    x: box.x - MARGIN,
    y: box.y - MARGIN,
    width: box.width + 2 * MARGIN,
    height: box.height + 2 * MARGIN,
  };
}
