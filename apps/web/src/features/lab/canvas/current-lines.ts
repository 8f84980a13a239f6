import type { LabLinkId, LabPosition } from '@umlaut/contracts/model';
import type { LabDocument } from '../document/lab-document.ts';
import type { Port } from '../document/ports.ts';
import type { Line } from '../geometry/link-line.ts';
import { distanceTo } from '../geometry/link-line.ts';
import { LinkLines } from '../geometry/link-lines.ts';
import type { LabEditor } from '../lab-editor.ts';
import type { FlowNode } from './flow-nodes.ts';

interface Known {
  document: LabDocument;
  nodes: readonly FlowNode[];
  places: ReadonlyMap<string, LabPosition>;
  lines: LinkLines;
}

const known = new WeakMap<LabEditor, Known>();

/** Where the links are drawn now, with what is being dragged. */
export function currentLines(editor: LabEditor): ReadonlyMap<LabLinkId, Line> {
  const { document } = editor.ui.getState();
  const { nodes } = editor.flow.getState();
  const { places } = editor.drag.getState();
  const before = known.get(editor);
  const isSame = before?.document === document && before.nodes === nodes;
  if (isSame && before.places === places) return before.lines.lines;
  const lines = before?.document === document ? before.lines : new LinkLines(document);
  for (const { id, position, data } of nodes) lines.move(data.node.id, places.get(id) ?? position);
  known.set(editor, { document, nodes, places, lines });
  return lines.lines;
}

/** The port whose name is at a point, in pixels of the canvas' own box. */
export function portMarkAt({ portMarks }: LabEditor, x: number, y: number): Port | null {
  const found = portMarks.current.findLast(
    ({ left, top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height,
  );
  return found?.port ?? null;
}

/** The link nearest to a point of the canvas, at most `reach` away. */
export function linkNear(
  editor: LabEditor,
  point: { x: number; y: number },
  reach: number,
): LabLinkId | null {
  let nearest: LabLinkId | null = null;
  let best = reach;
  for (const [id, line] of currentLines(editor)) {
    const distance = distanceTo(line, point);
    if (distance > best) continue;
    best = distance;
    nearest = id;
  }
  return nearest;
}
