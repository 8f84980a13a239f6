import type { LabLinkId, LabNodeId, LabPosition, ReachReport } from '@umlaut/contracts/model';
import type { LinkColors } from '../canvas/link-style.ts';
import type { Line } from '../geometry/link-line.ts';
import type { Size } from '../geometry/node-size.ts';

export interface ReachScene {
  report: Pick<ReachReport, 'links' | 'stoppedAt' | 'outcome'>;
  lines: ReadonlyMap<LabLinkId, Line>;
  boxOf: (id: LabNodeId) => (LabPosition & Size) | null;
  transform: readonly [number, number, number];
  colors: LinkColors;
}

const HALO_WIDTH = 9;
const RING_GAP = 5;
const MARK_RADIUS = 9;
/** The link's own words are in its middle. */
const MARK_ABOVE = 18;

/** The links that frames passed, and a ring where they stopped: under everything else. */
export function drawReachedWay(context: CanvasRenderingContext2D, scene: ReachScene): void {
  const { report, lines, boxOf, transform, colors } = scene;
  const zoom = transform[2];
  const place = placeIn(transform);
  context.setLineDash([]);
  context.lineCap = 'round';
  context.globalAlpha = 0.4;
  context.lineWidth = HALO_WIDTH * Math.max(0.5, Math.min(1, zoom));
  const halo = (id: LabLinkId, color: string): void => {
    const line = lines.get(id);
    if (line === undefined) return;
    context.strokeStyle = color;
    stroke(context, place(line.from), place(line.to));
  };
  for (const id of report.links) halo(id, report.outcome === 'reached' ? colors.flow : colors.accent);
  if (report.stoppedAt?.kind === 'link') halo(report.stoppedAt.id, colors.bad);
  context.globalAlpha = 1;
  const box = report.stoppedAt?.kind === 'node' ? boxOf(report.stoppedAt.id) : null;
  if (box === null) return;
  const { x, y } = place(box);
  const [width, height] = [box.width * zoom, box.height * zoom];
  context.strokeStyle = colors.bad;
  context.lineWidth = 2.5;
  context.beginPath();
  context.roundRect(x - RING_GAP, y - RING_GAP, width + 2 * RING_GAP, height + 2 * RING_GAP, 11);
  context.stroke();
}

/** A cross where frames stopped: over the links and what is written on them. */
export function drawReachStop(context: CanvasRenderingContext2D, scene: ReachScene): void {
  const { report, lines, boxOf, transform, colors } = scene;
  const place = placeIn(transform);
  if (report.stoppedAt === null) return;
  if (report.stoppedAt.kind === 'link') {
    const line = lines.get(report.stoppedAt.id);
    if (line === undefined) return;
    const [from, to] = [place(line.from), place(line.to)];
    cross(context, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - MARK_ABOVE }, colors);
    return;
  }
  const box = boxOf(report.stoppedAt.id);
  if (box === null) return;
  const { x, y } = place(box);
  cross(context, { x: x - RING_GAP, y: y - RING_GAP }, colors);
}

function placeIn([left, top, zoom]: ReachScene['transform']): (at: LabPosition) => LabPosition {
  return ({ x, y }) => ({ x: x * zoom + left, y: y * zoom + top });
}

function stroke(context: CanvasRenderingContext2D, from: LabPosition, to: LabPosition): void {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}

function cross(context: CanvasRenderingContext2D, { x, y }: LabPosition, colors: LinkColors): void {
  context.fillStyle = colors.bad;
  context.beginPath();
  context.arc(x, y, MARK_RADIUS, 0, 2 * Math.PI);
  context.fill();
  context.strokeStyle = colors.paper;
  context.lineWidth = 2;
  const arm = 3.5;
  stroke(context, { x: x - arm, y: y - arm }, { x: x + arm, y: y + arm });
  stroke(context, { x: x + arm, y: y - arm }, { x: x - arm, y: y + arm });
}
