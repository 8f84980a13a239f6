import type { LabPosition } from '@umlaut/contracts/model';
import type { Size } from './node-size.ts';

export interface Rectangle extends LabPosition, Size {}

export interface Line {
  from: LabPosition;
  to: LabPosition;
}

/** Pixels between links that join the same two things. */
const PARALLEL_GAP = 14;

/**
 * From edge to edge of two things, along the line of their centres; the `index`th of `count` links between the
 * same two runs beside the others.
 */
export function linkLine(
  one: Rectangle,
  other: Rectangle,
  { index, count }: { index: number; count: number },
): Line {
  const a = centre(one);
  const b = centre(other);
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length === 0) return { from: a, to: b };
  const shift = (index - (count - 1) / 2) * PARALLEL_GAP;
  const dx = (-(b.y - a.y) / length) * shift;
  const dy = ((b.x - a.x) / length) * shift;
  const from = { x: a.x + dx, y: a.y + dy };
  const to = { x: b.x + dx, y: b.y + dy };
  return { from: leave(one, from, to), to: leave(other, to, from) };
}

/** Where the line from a point inside a rectangle leaves it. */
function leave(box: Rectangle, from: LabPosition, to: LabPosition): LabPosition {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const toX = dx === 0 ? Infinity : ((dx > 0 ? box.x + box.width : box.x) - from.x) / dx;
  const toY = dy === 0 ? Infinity : ((dy > 0 ? box.y + box.height : box.y) - from.y) / dy;
  const share = Math.max(0, Math.min(toX, toY, 1));
  return { x: from.x + dx * share, y: from.y + dy * share };
}

/** How far a point is from a line that has two ends. */
export function distanceTo({ from, to }: Line, point: LabPosition): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / square;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - from.x - dx * share, point.y - from.y - dy * share);
}

function centre({ x, y, width, height }: Rectangle): LabPosition {
  return { x: x + width / 2, y: y + height / 2 };
}
