import { useReactFlow } from '@xyflow/react';
import { labLinkId, labNodeId, type LabPosition } from '@umlaut/contracts/model';
import { useEffect, type RefObject } from 'react';
import type { Target } from '../document/connect.ts';
import { connect, reattach } from '../draw-link.ts';
import { centreOf } from '../geometry/node-size.ts';
import type { LabEditor } from '../lab-editor.ts';
import { selectNodes, selectPort } from '../selection.ts';
import { currentLines } from './current-lines.ts';

/** What a person has taken hold of: a port, or an end of a link that is there. */
type Hold =
  | { kind: 'new'; from: Target; start: LabPosition }
  | { kind: 'end'; linkId: string; end: 0 | 1; start: LabPosition };

/**
 * Links are drawn by dragging from anything marked `data-port` (the number of a port, or "next") to a port or
 * onto a thing, and plugged in elsewhere by dragging `data-link-end`. The marks are watched from one place: an
 * element of a thousand ports costs nothing.
 */
export function useLinkDrag(area: RefObject<HTMLElement | null>, editor: LabEditor): void {
  const { screenToFlowPosition } = useReactFlow();
  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    let stopDrag: (() => void) | null = null;
    const onDown = (event: PointerEvent): void => {
      if (event.button !== 0 || stopDrag !== null) return;
      const hold = holdAt(editor, event.target);
      if (hold === null) return;
      event.stopPropagation();
      event.preventDefault();
      stopDrag = followPointer({
        move: (point) => {
          editor.ui.setState({ rubber: { from: hold.start, to: screenToFlowPosition(point) } });
        },
        drop: (point) => {
          stopDrag = null;
          editor.ui.setState({ rubber: null });
          if (point !== null) void letGo(editor, hold, targetAt(point));
        },
      });
    };
    // React Flow listens for the mouse on the things themselves; the pointer comes first.
    const onMouseDown = (event: MouseEvent): void => {
      if (holdAt(editor, event.target) !== null) event.stopPropagation();
    };
    element.addEventListener('pointerdown', onDown, { capture: true });
    element.addEventListener('mousedown', onMouseDown, { capture: true });
    element.addEventListener('touchstart', onMouseDown as EventListener, { capture: true });
    return () => {
      stopDrag?.();
      element.removeEventListener('pointerdown', onDown, { capture: true });
      element.removeEventListener('mousedown', onMouseDown, { capture: true });
      element.removeEventListener('touchstart', onMouseDown as EventListener, { capture: true });
    };
  }, [area, editor, screenToFlowPosition]);
}

interface Following {
  move: (point: LabPosition) => void;
  /** Null: given up by Escape, or taken away by the browser. */
  drop: (point: LabPosition | null) => void;
}

function followPointer({ move, drop }: Following): () => void {
  const onMove = (event: PointerEvent): void => move({ x: event.clientX, y: event.clientY });
  const end = (point: LabPosition | null): void => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onCancel);
    window.removeEventListener('keydown', onKey, { capture: true });
    drop(point);
  };
  const onUp = (event: PointerEvent): void => end({ x: event.clientX, y: event.clientY });
  const onCancel = (): void => end(null);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    end(null);
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', onCancel);
  window.addEventListener('keydown', onKey, { capture: true });
  return onCancel;
}

function holdAt(editor: LabEditor, target: EventTarget | null): Hold | null {
  if (!(target instanceof Element)) return null;
  const knob = target.closest<HTMLElement>('[data-link-end]');
  if (knob !== null) return endHold(editor, knob);
  const from = targetOf(target.closest('[data-port]'));
  if (from === null) return null;
  const node = editor.ui.getState().document.nodes.get(from.nodeId);
  return node === undefined ? null : { kind: 'new', from, start: centreOf(node) };
}

function endHold(editor: LabEditor, { dataset }: HTMLElement): Hold | null {
  const id = labLinkId.safeParse(dataset['link']);
  const line = id.success ? currentLines(editor).get(id.data) : undefined;
  if (!id.success || line === undefined) return null;
  const end = dataset['linkEnd'] === '0' ? 0 : 1;
  return { kind: 'end', linkId: id.data, end, start: end === 0 ? line.to : line.from };
}

/** The thing under a point, and its port if the point is on one. */
function targetAt({ x, y }: LabPosition): Target | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const port = targetOf(element.closest('[data-port]'));
    if (port !== null) return port;
    const node = element.closest<HTMLElement>('.react-flow__node:not(.react-flow__node-area)');
    const id = labNodeId.safeParse(node?.dataset['id']);
    if (id.success) return { nodeId: id.data, port: null };
  }
  return null;
}

function targetOf(element: Element | null): Target | null {
  if (!(element instanceof HTMLElement)) return null;
  const id = labNodeId.safeParse(element.dataset['node']);
  if (!id.success) return null;
  const port = Number(element.dataset['port']);
  return { nodeId: id.data, port: Number.isInteger(port) ? port : null };
}

async function letGo(editor: LabEditor, hold: Hold, to: Target | null): Promise<void> {
  if (to === null) return;
  if (hold.kind === 'new') {
    if (to.nodeId === hold.from.nodeId) {
      // Let go where it was taken: a click.
      const { nodeId, port } = to;
      const isPort = port !== null && port === hold.from.port;
      const selection = isPort ? selectPort({ nodeId, port }) : selectNodes([nodeId]);
      editor.ui.setState({ selection, isPanelOpen: true });
      return;
    }
    await connect(editor, hold.from, to);
    return;
  }
  const link = [...editor.session.document.links.values()].find(({ id }) => id === hold.linkId);
  if (link !== undefined) await reattach(editor, { link, end: hold.end }, to);
}
