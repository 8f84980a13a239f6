import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import {
  MAX_CREATE_COUNT,
  NO_IMPAIRMENT,
  labLinkId,
  labNode,
  labNodeId,
  type LabEdit,
  type LabId,
  type LabLinkEnd,
  type LabNodeId,
  type MachineId,
} from '@umlaut/contracts/model';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { recordFrames } from '../browser/in-page.ts';
import { openBrowser, openSignedIn, VIEWPORT } from '../browser/open-browser.ts';
import { Lab } from '../lab.ts';
import type { Row } from '../report.ts';
import { percentile } from '../statistics.ts';

const SWITCHES = 20;
const MACHINES = 480;
const NICS = 2;
const LINKS = 1000;
const GOAL_MS = 34;
const MEASURE_MS = 4000;

export const canvas: Benchmark = {
  name: 'canvas',
  summary: 'a lab of 500 things and 1,000 links in Chromium: frames while one drags, zooms and pans',
  goal: 'p95 frame under 34 ms',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const lab = context.owned.use(await Lab.open(context));
  context.say(`making ${MACHINES} machines`);
  const machines = await createMachines(lab);
  const id = await draw(lab, machines);
  const page = await openSignedIn(await openBrowser(lab, context), lab);
  const startedAt = performance.now();
  await page.goto(lab.address(`/labs/${id}`));
  await page
    .locator('.react-flow__node')
    .nth(SWITCHES + MACHINES - 1)
    .waitFor({ state: 'attached' });
  context.say(`shown after ${(performance.now() - startedAt).toFixed(0)} ms`);
  // A person looks first; the page has its first words of the network by then.
  await delay(2000, undefined, { signal: context.signal });
  const drag = await frames(page, context, { what: 'drag', move: dragOne });
  const zoom = await frames(page, context, { what: 'zoom', move: zoomInAndOut });
  const pan = await frames(page, context, { what: 'pan', move: panAround });
  return [
    row('canvas', percentile([...drag, ...zoom], 95), 'ms (p95 frame of drag and zoom)'),
    row('canvas-drag', percentile(drag, 95), 'ms (p95 frame)'),
    row('canvas-zoom', percentile(zoom, 95), 'ms (p95 frame)'),
    row('canvas-pan', percentile(pan, 95), 'ms (p95 frame)'),
  ];
}

function row(name: string, value: number, unit: string): Row {
  return { name, value, unit, baseline: GOAL_MS, baselineName: 'goal, ms', ratio: GOAL_MS / value };
}

async function createMachines(lab: Lab): Promise<MachineId[]> {
  const ids: MachineId[] = [];
  for (let part = 0; ids.length < MACHINES; part++) {
    const count = Math.min(MAX_CREATE_COUNT, MACHINES - ids.length);
    // oxlint-disable-next-line no-await-in-loop -- one request after another, as a person would
    const { results } = await lab.api.machines.create({ name: `host${part}`, count, nicCount: NICS });
    for (const { id } of results) if (id !== null) ids.push(id);
  }
  return ids;
}

/** Each machine at two switches, and the switches in rings. */
async function draw(lab: Lab, machines: readonly MachineId[]): Promise<LabId> {
  const { id } = await lab.api.labs.create({ name: 'Canvas' });
  const switches = Array.from({ length: SWITCHES }, (_, index) => nodeId(index));
  const used = new Map<LabNodeId, number>();
  const nextPort = (node: LabNodeId): LabLinkEnd => {
    const port = used.get(node) ?? 0;
    used.set(node, port + 1);
    return { nodeId: node, port, vlan: { mode: 'access', vlan: 1 } };
  };
  const switchAt = (index: number): LabNodeId => switches[index % SWITCHES] ?? nodeId(0);
  const edits: LabEdit[] = [];
  const link = (one: LabLinkEnd, other: LabLinkEnd, index: number): void => {
    const impairments: [typeof NO_IMPAIRMENT, typeof NO_IMPAIRMENT] = [NO_IMPAIRMENT, NO_IMPAIRMENT];
    // Unplugged between switches: the rings are for the eye, not for a storm.
    const enabled = index < MACHINES * NICS;
    edits.push({
      edit: 'put-link',
      link: { id: labLinkId.parse(`k-${name(index)}`), ends: [one, other], enabled, impairments },
    });
  };
  for (const [index, node] of switches.entries()) {
    const position = { x: (index % 5) * 1300 + 500, y: Math.floor(index / 5) * 900 + 400 };
    edits.push({
      edit: 'put-node',
      node: labNode.parse({ id: node, kind: 'switch', label: `sw${index}`, position }),
    });
  }
  for (const [index, machineId] of machines.entries()) {
    const node = nodeId(SWITCHES + index);
    const position = { x: (index % 30) * 220, y: Math.floor(index / 30) * 220 };
    edits.push({ edit: 'put-node', node: { id: node, kind: 'machine', machineId, position } });
    for (let port = 0; port < NICS; port++) {
      const own: LabLinkEnd = { nodeId: node, port, vlan: { mode: 'access', vlan: 1 } };
      link(own, nextPort(switchAt(index + port)), index * NICS + port);
    }
  }
  for (let index = MACHINES * NICS; index < LINKS; index++) {
    link(nextPort(switchAt(index)), nextPort(switchAt(index + (index % 2 === 0 ? 1 : 3))), index);
  }
  await lab.api.labs.edit({ id, edits });
  return id;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Ten letters that count. */
function name(index: number): string {
  let rest = index;
  let text = '';
  for (let place = 0; place < 10; place++) {
    text = LETTERS.charAt(rest % 26) + text;
    rest = Math.floor(rest / 26);
  }
  return text;
}

function nodeId(index: number): LabNodeId {
  return labNodeId.parse(`n-${name(index)}`);
}

interface Motion {
  what: string;
  move: (page: Page, until: number) => Promise<void>;
}

async function frames(page: Page, context: BenchContext, { what, move }: Motion): Promise<number[]> {
  const [times] = await Promise.all([
    page.evaluate(recordFrames, { ms: MEASURE_MS }),
    move(page, performance.now() + MEASURE_MS),
  ]);
  const [p50, p95] = [50, 95].map((share) => percentile(times, share).toFixed(0));
  context.say(`${what}: ${times.length} frames, p50 ${p50}, p95 ${p95} ms`);
  return times;
}

async function dragOne(page: Page, until: number): Promise<void> {
  const box = await page.locator('.react-flow__node-switch').nth(7).boundingBox();
  if (box === null) throw new Error('The switch is not in view');
  const { x, y } = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 0; performance.now() < until; step++) {
    const angle = step / 12;
    // oxlint-disable-next-line no-await-in-loop -- a hand moves from one place to the next
    await page.mouse.move(x + Math.sin(angle) * 120, y + (1 - Math.cos(angle)) * 80);
  }
  await page.mouse.up();
}

async function zoomInAndOut(page: Page, until: number): Promise<void> {
  await page.mouse.move(VIEWPORT.width / 2 + 100, VIEWPORT.height / 2);
  for (let step = 0; performance.now() < until; step++) {
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.mouse.wheel(0, Math.floor(step / 20) % 2 === 0 ? -40 : 40);
  }
}

async function panAround(page: Page, until: number): Promise<void> {
  const { x, y } = { x: VIEWPORT.width / 2 + 100, y: VIEWPORT.height - 60 };
  await page.mouse.move(x, y);
  await page.mouse.down({ button: 'middle' });
  for (let step = 0; performance.now() < until; step++) {
    const angle = step / 12;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.mouse.move(x + Math.sin(angle) * 200, y - (1 - Math.cos(angle)) * 150);
  }
  await page.mouse.up({ button: 'middle' });
}
