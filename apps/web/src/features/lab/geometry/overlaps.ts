export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Whether the one covers any of the other; edges that touch do not. Pure. */
export function overlaps(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}
