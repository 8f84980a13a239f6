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

/** The links that frames passed, and a cross where they stopped; under everything else that is drawn. */
export function drawReach(context: CanvasRenderingContext2D, scene: ReachScene): void {
  const { report, lines, boxOf, transform, colors } = scene;
  const [left, top, zoom] = transform;
  const place = ({ x, y }: LabPosition): LabPosition => ({ x: x * zoom + left, y: y * zoom + top });
  context.setLineDash([]);
  context.lineCap = 'round';
  context.globalAlpha = 0.4;
  context.strokeStyle = report.outcome === 'reached' ? colors.flow : colors.accent;
  context.lineWidth = HALO_WIDTH * Math.max(0.5, Math.min(1, zoom));
  for (const id of report.links) {
    const line = lines.get(id);
    if (line !== undefined) stroke(context, place(line.from), place(line.to));
  }
  context.globalAlpha = 1;
  if (report.stoppedAt === null) return;
  if (report.stoppedAt.kind === 'link') {
    const line = lines.get(report.stoppedAt.id);
    if (line === undefined) return;
    const [from, to] = [place(line.from), place(line.to)];
    context.globalAlpha = 0.4;
    context.strokeStyle = colors.bad;
    stroke(context, from, to);
    context.globalAlpha = 1;
    // Beside the middle, where the link's own figures are.
    cross(context, { x: from.x + (to.x - from.x) * 0.3, y: from.y + (to.y - from.y) * 0.3 }, colors);
    return;
  }
  const box = boxOf(report.stoppedAt.id);
  if (box === null) return;
  const at = place(box);
  const [width, height] = [box.width * zoom, box.height * zoom];
  context.strokeStyle = colors.bad;
  context.lineWidth = 2.5;
  context.beginPath();
  context.roundRect(at.x - RING_GAP, at.y - RING_GAP, width + 2 * RING_GAP, height + 2 * RING_GAP, 11);
  context.stroke();
  cross(context, { x: at.x - RING_GAP, y: at.y - RING_GAP }, colors);
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
