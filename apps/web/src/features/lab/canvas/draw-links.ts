import type { LabPosition } from '@umlaut/contracts/model';
import { drawEndDots, drawEnds, type DrawnEnds, type PortMark } from './draw-ends.ts';
import { drawRates } from './draw-rates.ts';
import type { LinkScene } from './link-scene.ts';
import { linkStyle, type LinkStyle } from './link-style.ts';
import { pill } from './pill.ts';

/** Figures are drawn from this zoom on, and the names of ports. */
const TEXT_ZOOM = 0.7;
const MARK_ZOOM = 0.35;
const FONT = '11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

interface DrawnLink extends DrawnEnds {
  style: LinkStyle;
}

/**
 * Draws all links on one canvas: a thousand of them as elements would be too slow to drag.
 * @returns where the names of ports stand
 */
export function drawLinks(context: CanvasRenderingContext2D, scene: LinkScene): PortMark[] {
  const { transform, lines, document, rubber, colors } = scene;
  const zoom = transform[2];
  const place = ({ x, y }: LabPosition): LabPosition => ({
    x: x * zoom + transform[0],
    y: y * zoom + transform[1],
  });
  const drawn: DrawnLink[] = [];
  const strokes = new Map<string, { style: LinkStyle; path: Path2D }>();
  for (const link of document.links.values()) {
    const line = lines.get(link.id);
    if (line === undefined) continue;
    const from = place(line.from);
    const to = place(line.to);
    if (isOutside(from, to, scene)) continue;
    const style = linkStyle(link, scene);
    const key = `${style.color} ${style.width.toFixed(1)} ${style.dash.join()}`;
    const stroke = strokes.get(key) ?? { style, path: new Path2D() };
    strokes.set(key, stroke);
    stroke.path.moveTo(from.x, from.y);
    stroke.path.lineTo(to.x, to.y);
    drawn.push({ scene, link, style, from, to });
  }
  context.lineCap = zoom >= MARK_ZOOM ? 'round' : 'butt';
  for (const { style, path } of strokes.values()) {
    context.strokeStyle = style.color;
    context.lineWidth = style.width * Math.max(0.5, Math.min(1, zoom));
    context.setLineDash([...style.dash]);
    context.stroke(path);
  }
  context.setLineDash([]);
  context.font = FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  if (zoom >= MARK_ZOOM) for (const one of drawn) drawEndDots(context, one);
  const marks = drawn.flatMap((one) => {
    const isWritten = zoom >= TEXT_ZOOM || (one.style.mark !== null && zoom >= MARK_ZOOM);
    return isWritten ? drawTexts(context, one) : [];
  });
  if (rubber !== null) {
    const from = place(rubber.from);
    const to = place(rubber.to);
    context.strokeStyle = colors.accent;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }
  return marks;
}

/** What is wrong with a link, or what passes; and its ends. */
function drawTexts(context: CanvasRenderingContext2D, drawn: DrawnLink): PortMark[] {
  const { scene, style, from, to } = drawn;
  const { colors, transform } = scene;
  const hasRoom = transform[2] >= TEXT_ZOOM;
  const marks = hasRoom ? drawEnds(context, drawn) : [];
  if (style.mark !== null) {
    const at = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const text = hasRoom ? `${style.mark.sign} ${style.mark.text}` : style.mark.sign;
    const color = style.mark.tone === 'bad' ? colors.bad : colors.text;
    pill(context, { at, text, color, paper: colors.paper });
  } else {
    drawRates(context, drawn, marks);
  }
  return marks;
}

function isOutside(from: LabPosition, to: LabPosition, { width, height }: LinkScene): boolean {
  return (
    Math.max(from.x, to.x) < 0 ||
    Math.min(from.x, to.x) > width ||
    Math.max(from.y, to.y) < 0 ||
    Math.min(from.y, to.y) > height
  );
}
