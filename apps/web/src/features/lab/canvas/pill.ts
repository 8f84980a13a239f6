import type { LabPosition } from '@umlaut/contracts/model';

export interface Pill {
  at: LabPosition;
  text: string;
  color: string;
  paper: string;
  /** Around it. */
  edge?: string | undefined;
}

export const PILL_HEIGHT = 16;

const widths = new Map<string, number>();

/** As wide as `pill` draws it; the context has its font. */
export function pillWidth(context: CanvasRenderingContext2D, text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (widths.size > 5000) widths.clear();
  const width = context.measureText(text).width + 10;
  widths.set(text, width);
  return width;
}

/** A short text on paper of its own, so that it can be read over a line. */
export function pill(context: CanvasRenderingContext2D, { at, text, color, paper, edge }: Pill): void {
  const width = pillWidth(context, text);
  context.fillStyle = paper;
  context.beginPath();
  context.roundRect(at.x - width / 2, at.y - PILL_HEIGHT / 2, width, PILL_HEIGHT, 5);
  context.fill();
  if (edge !== undefined) {
    context.strokeStyle = edge;
    context.lineWidth = 1.5;
    context.stroke();
  }
  context.fillStyle = color;
  context.fillText(text, at.x, at.y + 0.5);
}
