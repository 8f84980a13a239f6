import { useReactFlow, useStore as useFlowStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { LabEditor } from '../lab-editor.ts';

/** Pixels of the screen, beside what is brought into view. */
const MARGIN = 24;

/** When the panel takes room from the drawing, what is selected moves as far as it must to be seen beside it. */
export function useSeeSelected(editor: LabEditor): void {
  const width = useFlowStore((flow) => flow.width);
  const last = useRef(width);
  const { getNodesBounds, getViewport, setViewport } = useReactFlow();
  useEffect(() => {
    const isNarrower = width < last.current;
    last.current = width;
    const { nodes } = editor.ui.getState().selection;
    if (!isNarrower || nodes.size === 0 || editor.live.getState().isHeld) return;
    const bounds = getNodesBounds([...nodes]);
    const { x, y, zoom } = getViewport();
    const left = bounds.x * zoom + x;
    const hidden = left + bounds.width * zoom + MARGIN - width;
    // Not beyond the other edge, when it is wider than there is room.
    const shift = Math.min(hidden, left - MARGIN);
    if (shift > 0) void setViewport({ x: x - shift, y, zoom }, { duration: 200 });
  }, [width, editor, getNodesBounds, getViewport, setViewport]);
}
