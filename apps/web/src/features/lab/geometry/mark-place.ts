import type { LabPosition } from '@umlaut/contracts/model';

/** From a thing to the middle of what stands at its end of a link, at least. */
const NEAREST = 24;
const HALF_HEIGHT = 8;
/** There is the dot of its end (canvas/draw-ends.ts). */
const GAP = 12;

/**
 * Where a text of some width stands on a link, beside the thing that it is about and not under it. Null: the line is
 * too short for two of these.
 */
export function markPlace(near: LabPosition, far: LabPosition, width: number): LabPosition | null {
  const dx = far.x - near.x;
  const dy = far.y - near.y;
  const length = Math.hypot(dx, dy);
  if (length === 0) return null;
  // The text is clear of the thing as soon as it is to one side of it.
  const beside = (width / 2 + GAP) / Math.abs(dx / length);
  const below = (HALF_HEIGHT + GAP) / Math.abs(dy / length);
  const away = Math.max(NEAREST, Math.min(beside, below));
  if (away + Math.min(width / 2, away) > length / 2 + HALF_HEIGHT) return null;
  return { x: near.x + (dx / length) * away, y: near.y + (dy / length) * away };
}
