import type { LabEdit, LabNodeId, LabPosition } from '@umlaut/contracts/model';

export interface Box extends LabPosition {
  id: LabNodeId;
  width: number;
  height: number;
}

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom' | 'spread-x' | 'spread-y';

/** Moves that bring boxes into a line, or apart by equal gaps. */
export function alignBoxes(boxes: readonly Box[], alignment: Alignment): LabEdit[] {
  if (boxes.length < 2) return [];
  const moved = alignment.startsWith('spread')
    ? spread(boxes, alignment === 'spread-x' ? 'x' : 'y')
    : inLine(boxes, alignment);
  return moved.flatMap(({ id, x, y }, index) => {
    const before = boxes.find((box) => box.id === id) ?? boxes[index];
    return before?.x === x && before.y === y ? [] : [{ edit: 'move-node', id, position: { x, y } }];
  });
}

function inLine(boxes: readonly Box[], alignment: Alignment): Box[] {
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return boxes.map((box) => {
    switch (alignment) {
      case 'left':
        return { ...box, x: left };
      case 'centre':
        return { ...box, x: (left + right - box.width) / 2 };
      case 'right':
        return { ...box, x: right - box.width };
      case 'top':
        return { ...box, y: top };
      case 'middle':
        return { ...box, y: (top + bottom - box.height) / 2 };
      case 'bottom':
        return { ...box, y: bottom - box.height };
      case 'spread-x':
      case 'spread-y':
        return box;
    }
  });
}

/** The first and the last stay where they are. */
function spread(boxes: readonly Box[], axis: 'x' | 'y'): Box[] {
  const extent = axis === 'x' ? 'width' : 'height';
  const sorted = boxes.toSorted((one, other) => one[axis] - other[axis]);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || sorted.length < 3) return sorted;
  const span = last[axis] + last[extent] - first[axis];
  const gap = (span - sorted.reduce((sum, box) => sum + box[extent], 0)) / (sorted.length - 1);
  let at = first[axis];
  return sorted.map((box) => {
    const placed = { ...box, [axis]: Math.round(at) };
    at += box[extent] + gap;
    return placed;
  });
}
