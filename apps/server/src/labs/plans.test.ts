import {
  FABRIC,
  labEdit,
  labNodeSize,
  machineId,
  machineName,
  type LabEdit,
  type MachineId,
  type NicConfig,
} from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { fabricConfigOf } from '../networks/fabric-config.ts';
import { Tunnels } from '../networks/tunnels.ts';
import { applyEdits } from './lab-edits.ts';
import { drawFile } from './file/draw-file.ts';
import { sketchFile } from './file/sketch-file.ts';
import { LAB_PLANS } from './templates/index.ts';
import { fileOfPlan } from './templates/plan-file.ts';

const idOf = (at: number): MachineId =>
  machineId.parse(`m-${'abcdefghijklmnopqrstuvwxyz'.charAt(at).repeat(10)}`);

describe.each(LAB_PLANS.map((plan) => [plan.id, plan] as const))('the template %s', (_id, plan) => {
  const file = fileOfPlan(plan, 'x'.repeat(40));
  const machines = new Map(plan.machines.map(({ key }, at) => [key, idOf(at)]));
  const nicsOf = (id: MachineId): NicConfig[] => {
    const planned = plan.machines.find(({ key }) => machines.get(key) === id);
    return Array.from({ length: planned?.nics ?? 1 }, (_, number) => ({
      number,
      mac: `02:00:00:00:00:0${number}`,
      transport: FABRIC,
    }));
  };
  const edits = drawFile(file, machines);

  it('is drawn by valid edits', () => {
    for (const edit of edits) expect(labEdit.parse(edit)).toEqual(edit);
    const drawing = applyEdits({ nodes: [], links: [] }, edits, {
      machine: (id) => ({ id, name: 'x', nics: nicsOf(id) }),
      linkedElsewhere: () => null,
      isElsewhere: () => false,
      hostBridges: [],
    });
    expect(drawing.links).toHaveLength(plan.links.length);
  });

  it('becomes a fabric with every link', async () => {
    const tunnels = await Tunnels.load({ get: () => '5b'.repeat(32), set: async () => {} });
    const drawing = applyEdits({ nodes: [], links: [] }, edits, {
      machine: (id) => ({ id, name: 'x', nics: nicsOf(id) }),
      linkedElsewhere: () => null,
      isElsewhere: () => false,
      hostBridges: [],
    });
    const config = fabricConfigOf({
      labs: [{ nodes: [...drawing.nodes], links: [...drawing.links] }],
      machine: (id) => ({ id, name: 'x', nics: nicsOf(id) }),
      tunnel: (id, nic) => tunnels.of(id, nic).fabric,
    });
    expect(config.links).toHaveLength(plan.links.length);
    const ends = plan.links.flatMap((link) => link.ends.map((end) => end.split(':')[0] ?? ''));
    expect(config.nics).toHaveLength(ends.filter((key) => machines.has(key)).length);
  });

  it('has a sketch with all machines and links', () => {
    const { nodes, links } = sketchFile(file);
    expect(nodes.filter(({ kind }) => kind === 'machine')).toHaveLength(plan.machines.length);
    expect(links).toHaveLength(plan.links.length);
    for (const index of links.flat()) expect(nodes[index]).toBeDefined();
  });

  it('has names that fit behind that of a lab', () => {
    for (const { key } of plan.machines)
      expect(machineName.safeParse(`${'x'.repeat(40)}-${key}`).success).toBe(true);
  });

  it('calls machines in its notes as they are called', () => {
    expect(JSON.stringify(edits)).not.toMatch(/\{[a-z0-9]+\}/);
  });

  it('has nothing that lies over another, and links with room for what they say', () => {
    const { boxes, lines } = layoutOf(edits);
    for (const [at, one] of boxes.entries())
      for (const other of boxes.slice(at + 1))
        expect(isApart(one, other), `${one.id} ${other.id}`).toBe(true);
    for (const { ends, points } of lines) {
      const free = points.filter((point) => !ends.some((end) => holds(end, point)));
      const others = boxes.filter((box) => !ends.includes(box));
      expect(free.filter((point) => others.some((box) => holds(box, point)))).toEqual([]);
      expect(free.length * STEP).toBeGreaterThan(MIN_LINK);
    }
  });
});

interface Box {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Pixels between things, of a link that is seen, and between the points of it that are looked at. */
const MIN_GAP = 10;
const MIN_LINK = 110;
const STEP = 4;

function layoutOf(edits: readonly LabEdit[]): {
  boxes: Box[];
  lines: { ends: Box[]; points: { x: number; y: number }[] }[];
} {
  const boxes = edits.flatMap((edit): Box[] => {
    if (edit.edit !== 'put-node') return [];
    const { node } = edit;
    return node.kind === 'group' ? [] : [{ id: node.id, ...node.position, ...labNodeSize(node) }];
  });
  const lines = edits.flatMap((edit) => {
    if (edit.edit !== 'put-link') return [];
    const ends = edit.link.ends.flatMap(({ nodeId }) => boxes.filter(({ id }) => id === nodeId));
    const [from, to] = ends.map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }));
    if (from === undefined || to === undefined) throw new Error('A link without an end');
    const count = Math.floor(Math.hypot(to.x - from.x, to.y - from.y) / STEP);
    const points = Array.from({ length: count }, (_, at) => ({
      x: from.x + ((to.x - from.x) * at) / count,
      y: from.y + ((to.y - from.y) * at) / count,
    }));
    return [{ ends, points }];
  });
  return { boxes, lines };
}

function isApart(one: Box, other: Box): boolean {
  const [left, right] = one.x <= other.x ? [one, other] : [other, one];
  const [upper, lower] = one.y <= other.y ? [one, other] : [other, one];
  return right.x - left.x >= left.width + MIN_GAP || lower.y - upper.y >= upper.height + MIN_GAP;
}

function holds(box: Box, { x, y }: { x: number; y: number }): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}
