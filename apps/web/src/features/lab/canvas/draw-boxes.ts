import type { LabNode, LabPosition } from '@umlaut/contracts/model';
import { machineStatus } from '../../../components/machine-status.ts';
import { sizeOf } from '../geometry/node-size.ts';
import type { Machines } from '../document/ports.ts';
import { nodeName } from '../node-words.ts';
import type { FlowNode } from './flow-nodes.ts';
import type { LinkColors } from './link-style.ts';

export interface BoxScene {
  nodes: readonly FlowNode[];
  /** Of those that are being dragged. */
  places: ReadonlyMap<string, LabPosition>;
  machines: Machines;
  transform: readonly [number, number, number];
  width: number;
  height: number;
  colors: LinkColors;
}

/** Names are drawn from this zoom on: 9 pixels high. */
const NAME_ZOOM = 0.26;
const TONE_WIDTH = 4;

/**
 * From far away things are boxes on the same canvas as the links, in the colour of their state. Elements in their
 * place, each with a place of its own on the page, would cost a frame more than everything else.
 */
export function drawBoxes(context: CanvasRenderingContext2D, scene: BoxScene): void {
  const { nodes, places, machines, transform, colors } = scene;
  const zoom = transform[2];
  context.lineWidth = 1;
  context.font = `${Math.round(9 + (zoom - NAME_ZOOM) * 12)}px system-ui, sans-serif`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { id, position: restingPlace, data } of nodes) {
    const { node } = data;
    const position = places.get(id) ?? restingPlace;
    if (node.kind === 'group') continue;
    const size = sizeOf(node);
    const x = Math.round(position.x * zoom + transform[0]);
    const y = Math.round(position.y * zoom + transform[1]);
    const width = Math.round(size.width * zoom);
    const height = Math.round(size.height * zoom);
    if (x > scene.width || y > scene.height || x + width < 0 || y + height < 0) continue;
    context.fillStyle = node.kind === 'note' ? colors.note : colors.paper;
    context.fillRect(x, y, width, height);
    context.strokeStyle = colors.line;
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    const tone = toneOf(node, machines, colors);
    if (tone !== null) {
      context.fillStyle = tone;
      context.fillRect(x, y, TONE_WIDTH, height);
    }
    if (zoom < NAME_ZOOM) continue;
    context.fillStyle = colors.text;
    const room = Math.max(1, Math.floor((width - TONE_WIDTH - 8) / (4.6 + (zoom - NAME_ZOOM) * 6)));
    context.fillText(nodeName(node, machines).slice(0, room), x + TONE_WIDTH + 4, y + height / 2);
  }
}

function toneOf(node: LabNode, machines: Machines, colors: LinkColors): string | null {
  if (node.kind === 'note') return null;
  if (node.kind !== 'machine') return colors.accent;
  const machine = machines.get(node.machineId);
  return machine === undefined ? colors.bad : colors.tones[machineStatus(machine.state).tone];
}
