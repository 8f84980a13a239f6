import { useComputedColorScheme } from '@mantine/core';
import { useStoreApi } from '@xyflow/react';
import { memo, useEffect, useRef, type ReactNode } from 'react';
import type { LabNodeId, LabPosition } from '@umlaut/contracts/model';
import { sizeOf, type Size } from '../geometry/node-size.ts';
import { useLabEditor, type LabEditor } from '../lab-editor.ts';
import { currentLines } from './current-lines.ts';
import { drawBoxes } from './draw-boxes.ts';
import { drawReachStop, drawReachedWay } from '../reach/draw-reach.ts';
import { drawLinks } from './draw-links.ts';
import classes from './canvas.module.css';
import type { LinkColors } from './link-style.ts';

/** Below it things are boxes without anything that can be clicked. */
export const FAR_ZOOM = 0.42;

/** The links, on a canvas under the things; drawn again at most once a frame. */
export const LinkLayer = memo(function LinkLayer(): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const editor = useLabEditor();
  const flow = useStoreApi();
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context === null || context === undefined) return undefined;
    const colors = readColors(element);
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      const { transform, width, height } = flow.getState();
      const ratio = globalThis.devicePixelRatio;
      resize(element, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      const { document, selection, rubber, machines } = editor.ui.getState();
      const lines = currentLines(editor);
      const { link: hovered, focused } = editor.hover.getState();
      const { isOpen, run } = editor.reach.ui.getState();
      const reach =
        isOpen && run.kind === 'done'
          ? { report: run.report, lines, boxOf: (id: LabNodeId) => boxOf(editor, id), transform, colors }
          : null;
      if (reach !== null) drawReachedWay(context, reach);
      editor.portMarks.current = drawLinks(context, {
        document,
        machines,
        lines,
        transform,
        width,
        height,
        rubber,
        selected: focused === null ? selection.links : new Set([...selection.links, focused]),
        hovered,
        selection,
        live: editor.live.getState().links,
        colors,
      });
      if (transform[2] < FAR_ZOOM) {
        drawBoxes(context, {
          nodes: editor.flow.getState().nodes,
          places: editor.drag.getState().places,
          machines,
          transform,
          width,
          height,
          colors,
        });
      }
      if (reach !== null) drawReachStop(context, reach);
    };
    const schedule = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    const stops = [
      editor.ui.subscribe(schedule),
      editor.flow.subscribe(schedule),
      editor.drag.subscribe(schedule),
      editor.live.subscribe(schedule),
      editor.hover.subscribe(schedule),
      editor.reach.ui.subscribe(schedule),
      flow.subscribe(schedule),
    ];
    schedule();
    return () => {
      cancelAnimationFrame(frame);
      for (const stop of stops) stop();
    };
  }, [editor, flow, scheme]);

  return <canvas ref={canvas} className={classes['links']} aria-hidden />;
});

/** Where a thing is now, also while it is dragged. */
function boxOf({ ui, drag }: LabEditor, id: LabNodeId): (LabPosition & Size) | null {
  const node = ui.getState().document.nodes.get(id);
  if (node === undefined) return null;
  return { ...sizeOf(node), ...(drag.getState().places.get(id) ?? node.position) };
}

/** Setting the size empties a canvas, so only when it changed. */
function resize(element: HTMLCanvasElement, { width, height }: { width: number; height: number }): void {
  if (element.width !== width) element.width = width;
  if (element.height !== height) element.height = height;
}

function readColors(element: Element): LinkColors {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  return {
    line: color('--lab-line'),
    flow: color('--u-good'),
    idle: color('--u-faint'),
    bad: color('--u-bad'),
    accent: color('--u-accent-text'),
    text: color('--mantine-color-text'),
    paper: color('--lab-paper'),
    note: color('--u-warn-soft'),
    tones: {
      good: color('--u-good'),
      warn: color('--u-warn'),
      busy: color('--u-busy'),
      idle: color('--lab-edge'),
      bad: color('--u-bad'),
    },
  };
}
