import type { LabLink, LabPosition, LinkEndStatus } from '@umlaut/contracts/model';
import type { Port } from '../document/ports.ts';
import { markPlace } from '../geometry/mark-place.ts';
import { END_MARKS, endWords } from '../live/end-words.ts';
import { endMark } from '../node-words.ts';
import { isSelectedPort } from '../selection.ts';
import type { LinkScene } from './link-scene.ts';
import { PILL_HEIGHT, pill, pillWidth } from './pill.ts';

/** The name of a port on the drawing, in pixels of the screen: it can be clicked. */
export interface PortMark {
  port: Port;
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface DrawnEnds {
  scene: LinkScene;
  link: LabLink;
  from: LabPosition;
  to: LabPosition;
}

/** From the edge of a thing to the middle of the dot that stands for its end. */
const DOT_PLACE = 6;
const DOT = 3.5;

/** At both ends of a link which port it is, what it does with VLANs, and how it is where it is not well. */
export function drawEnds(context: CanvasRenderingContext2D, ends: DrawnEnds): PortMark[] {
  return ([0, 1] as const).flatMap((index) => drawEnd(context, ends, index));
}

function drawEnd(
  context: CanvasRenderingContext2D,
  { scene, link, from, to }: DrawnEnds,
  index: 0 | 1,
): PortMark[] {
  const { document, machines, colors, live, selection } = scene;
  const end = link.ends[index];
  const node = document.nodes.get(end.nodeId);
  if (node === undefined) return [];
  const [near, far] = index === 0 ? [from, to] : [to, from];
  const status = live.get(link.id)?.state.ends[index];
  const name = endMark(node, end, machines);
  const state = status === undefined ? null : END_MARKS[status];
  const isSelected = isSelectedPort(selection, end);
  // What is wrong may not fit; which port it is rather does.
  for (const words of [[name, state], [name]]) {
    const text = words.filter((word) => word !== null).join(' · ');
    if (text === '') continue;
    const width = pillWidth(context, text);
    const at = markPlace(near, far, width);
    if (at === null) continue;
    const tone = status === undefined ? 'idle' : endWords(status).tone;
    const color = tone === 'warn' || tone === 'bad' ? colors.tones[tone] : colors.text;
    const edge = isSelected ? colors.accent : undefined;
    pill(context, { at, text, color, paper: colors.paper, edge });
    const { nodeId, port } = end;
    const box = { left: at.x - width / 2, top: at.y - PILL_HEIGHT / 2, width, height: PILL_HEIGHT };
    return [{ port: { nodeId, port }, ...box }];
  }
  return [];
}

/** A dot at each end: full where it is up, empty where it is off, a square where its guest has it down, a cross for worse. */
export function drawEndDots(context: CanvasRenderingContext2D, { scene, link, from, to }: DrawnEnds): void {
  const ends = scene.live.get(link.id)?.state.ends;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (ends === undefined || length < 4 * DOT_PLACE) return;
  for (const [status, near, far] of [
    [ends[0], from, to],
    [ends[1], to, from],
  ] as const) {
    const share = DOT_PLACE / length;
    drawDot(context, scene, {
      status,
      at: { x: near.x + (far.x - near.x) * share, y: near.y + (far.y - near.y) * share },
    });
  }
}

function drawDot(
  context: CanvasRenderingContext2D,
  { colors }: LinkScene,
  { status, at: { x, y } }: { status: LinkEndStatus; at: LabPosition },
): void {
  const { tone } = endWords(status);
  const isUp = status === 'up';
  context.strokeStyle = isUp ? colors.tones.good : tone === 'idle' ? colors.idle : colors.tones[tone];
  context.fillStyle = isUp ? colors.tones.good : colors.paper;
  context.lineWidth = 1.5;
  context.beginPath();
  if (tone === 'bad') {
    context.moveTo(x - DOT, y - DOT);
    context.lineTo(x + DOT, y + DOT);
    context.moveTo(x + DOT, y - DOT);
    context.lineTo(x - DOT, y + DOT);
  } else if (tone === 'warn') {
    context.rect(x - DOT, y - DOT, 2 * DOT, 2 * DOT);
  } else {
    context.arc(x, y, DOT, 0, 2 * Math.PI);
  }
  if (tone !== 'bad') context.fill();
  context.stroke();
}
