import type { LabLink, LabLinkId, LabPosition } from '@umlaut/contracts/model';
import type { Machines } from '../document/ports.ts';
import type { LabDocument } from '../document/lab-document.ts';
import type { Line } from '../geometry/link-line.ts';
import { formatBits, totalDrops } from '../live/rates.ts';
import { impairmentText } from '../impairment-text.ts';
import { endMark } from '../node-words.ts';
import { linkStyle, type LinkSituation, type LinkStyle } from './link-style.ts';

export interface LinkScene extends LinkSituation {
  document: LabDocument;
  machines: Machines;
  lines: ReadonlyMap<LabLinkId, Line>;
  /** Of React Flow: what is at (0, 0), and pixels for each of the canvas. */
  transform: readonly [number, number, number];
  width: number;
  height: number;
  rubber: Line | null;
}

/** Figures are drawn from this zoom on, and the names of ports. */
const TEXT_ZOOM = 0.7;
const MARK_ZOOM = 0.35;
const FONT = '11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** Draws all links on one canvas: a thousand of them as elements would be too slow to drag. */
export function drawLinks(context: CanvasRenderingContext2D, scene: LinkScene): void {
  const { transform, lines, document, rubber, colors } = scene;
  const zoom = transform[2];
  const place = ({ x, y }: LabPosition): LabPosition => ({
    x: x * zoom + transform[0],
    y: y * zoom + transform[1],
  });
  const texts: (() => void)[] = [];
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
    if (zoom >= TEXT_ZOOM || (style.mark !== null && zoom >= MARK_ZOOM)) {
      texts.push(() => drawTexts(context, { scene, link, style, from, to }));
    }
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
  for (const draw of texts) draw();
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
}

interface LinkTexts {
  scene: LinkScene;
  link: LabLink;
  style: LinkStyle;
  from: LabPosition;
  to: LabPosition;
}

function drawTexts(context: CanvasRenderingContext2D, { scene, link, style, from, to }: LinkTexts): void {
  const { colors, document, machines, transform } = scene;
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const hasRoom = transform[2] >= TEXT_ZOOM;
  if (style.mark !== null) {
    const text = hasRoom ? `${style.mark.sign} ${style.mark.text}` : style.mark.sign;
    const color = style.mark.tone === 'bad' ? colors.bad : colors.text;
    pill(context, { at: middle, text, color, scene });
  } else {
    if (length > 90) drawRates(context, { scene, link, style, from, to });
  }
  if (!hasRoom || length < 70) return;
  for (const [end, at, away] of [
    [link.ends[0], from, to],
    [link.ends[1], to, from],
  ] as const) {
    const node = document.nodes.get(end.nodeId);
    const text = node === undefined ? null : endMark(node, end.port, machines);
    if (text === null) continue;
    const share = 22 / length;
    const spot = { x: at.x + (away.x - at.x) * share, y: at.y + (away.y - at.y) * share };
    pill(context, { at: spot, text, color: colors.text, scene });
  }
}

/** What passes, beside the line: each direction with its arrow; drops in red. */
function drawRates(context: CanvasRenderingContext2D, { scene, link, from, to }: LinkTexts): void {
  const now = scene.live.get(link.id);
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const isSteep = Math.abs(to.y - from.y) > Math.abs(to.x - from.x);
  const isForward = isSteep ? from.y <= to.y : from.x <= to.x;
  const ahead = isSteep ? ['↓', '↑'] : ['→', '←'];
  const arrows = isForward ? ahead : ahead.toReversed();
  const parts = (now?.rates ?? []).flatMap((rate, index) =>
    rate === null || rate.frames === 0 ? [] : [`${arrows[index]} ${formatBits(rate.bits)}`],
  );
  const drops = (now?.state.directions ?? []).reduce((sum, counters) => sum + totalDrops(counters), 0);
  if (parts.length > 0) {
    pill(context, { at: middle, text: parts.join('  '), color: scene.colors.text, scene });
  }
  const impaired = [...new Set(link.impairments.map(impairmentText))]
    .filter((text) => text !== '')
    .join(' / ');
  if (impaired !== '') {
    const at = { x: middle.x, y: middle.y - (parts.length > 0 ? 17 : 0) };
    pill(context, { at, text: impaired, color: scene.colors.tones.warn, scene });
  }
  if (drops > 0) {
    const at = { x: middle.x, y: middle.y + (parts.length > 0 || impaired !== '' ? 17 : 0) };
    pill(context, { at, text: `${drops} dropped`, color: scene.colors.bad, scene });
  }
}

interface Pill {
  at: LabPosition;
  text: string;
  color: string;
  scene: LinkScene;
}

const widths = new Map<string, number>();

function pill(context: CanvasRenderingContext2D, { at, text, color, scene }: Pill): void {
  let width = widths.get(text);
  if (width === undefined) {
    if (widths.size > 5000) widths.clear();
    width = context.measureText(text).width + 10;
    widths.set(text, width);
  }
  context.fillStyle = scene.colors.paper;
  context.beginPath();
  context.roundRect(at.x - width / 2, at.y - 8, width, 16, 5);
  context.fill();
  context.fillStyle = color;
  context.fillText(text, at.x, at.y + 0.5);
}

function isOutside(from: LabPosition, to: LabPosition, { width, height }: LinkScene): boolean {
  return (
    Math.max(from.x, to.x) < 0 ||
    Math.min(from.x, to.x) > width ||
    Math.max(from.y, to.y) < 0 ||
    Math.min(from.y, to.y) > height
  );
}
