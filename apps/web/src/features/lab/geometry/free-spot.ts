import type { LabNode, LabPosition } from '@umlaut/contracts/model';
import { sizeOf } from './node-size.ts';
import { overlaps, type Box } from './overlaps.ts';

const STEP = 30;
/** A canvas that is full is no reason to refuse a thing. */
const MAX_STEPS = 500;

/**
 * Where a thing can stand beside others, at `wanted` or down to the right of it. Areas lie behind all and cover nothing;
 * one area is only kept off the very place of another. Pure.
 */
export function freeSpot(node: LabNode, wanted: LabPosition, others: Iterable<LabNode>): LabPosition {
  const isArea = node.kind === 'group';
  const beside = [...others].filter((other) => (other.kind === 'group') === isArea);
  const isTaken = (place: LabPosition): boolean =>
    beside.some((other) =>
      isArea
        ? other.position.x === place.x && other.position.y === place.y
        : overlaps(boxOf(node, place), boxOf(other, other.position)),
    );
  let place = wanted;
  for (let step = 0; step < MAX_STEPS && isTaken(place); step += 1) {
    place = { x: place.x + STEP, y: place.y + STEP };
  }
  return place;
}

function boxOf(node: LabNode, { x, y }: LabPosition): Box {
  return { left: x, top: y, ...sizeOf(node) };
}
