import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import type { LabEdit, LabNodeId } from '@umlaut/contracts/model';
import { hasPorts } from '../document/ports.ts';
import type { LabDocument } from '../document/lab-document.ts';
import { sizeOf, snap } from './node-size.ts';

interface Particle {
  id: LabNodeId;
  x: number;
  y: number;
  width: number;
  height: number;
}

const TICKS = 300;
/** Between two breaths that the page takes, milliseconds. */
const SLICE_MS = 12;

/**
 * Moves of an automatic layout: links pull, things push each other away. Of `ids` only, around where they are;
 * notes and areas stay. The page stays alive meanwhile.
 */
export async function forceLayout(document: LabDocument, ids: ReadonlySet<LabNodeId>): Promise<LabEdit[]> {
  const nodes = [...document.nodes.values()].filter((node) => ids.has(node.id) && hasPorts(node));
  if (nodes.length < 2) return [];
  const particles = nodes.map((node): Particle => ({ ...sizeOf(node), ...node.position, id: node.id }));
  const middle = meanOf(particles);
  const links = [...document.links.values()]
    .map(({ ends }) => ({ source: ends[0].nodeId, target: ends[1].nodeId }))
    .filter(({ source, target }) => ids.has(source) && ids.has(target));
  const simulation = forceSimulation(particles)
    .force(
      'link',
      forceLink<Particle, { source: LabNodeId | Particle; target: LabNodeId | Particle }>(links)
        .id(({ id }) => id)
        .distance(220),
    )
    .force('charge', forceManyBody().strength(-1200).distanceMax(1500))
    .force(
      'collide',
      forceCollide<Particle>(({ width, height }) => Math.hypot(width, height) / 2 + 12),
    )
    .force('x', forceX<Particle>(middle.x).strength(0.06))
    .force('y', forceY<Particle>(middle.y).strength(0.08))
    .stop();
  let sliceEnd = performance.now() + SLICE_MS;
  for (let tick = 0; tick < TICKS; tick += 1) {
    simulation.tick();
    if (performance.now() < sliceEnd) continue;
    // oxlint-disable-next-line no-await-in-loop -- the page draws and listens between two slices
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    sliceEnd = performance.now() + SLICE_MS;
  }
  return particles.map(({ id, x, y }) => ({ edit: 'move-node', id, position: snap({ x, y }) }));
}

function meanOf(particles: readonly Particle[]): { x: number; y: number } {
  const sum = particles.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / particles.length, y: sum.y / particles.length };
}
