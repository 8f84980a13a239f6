import { once } from 'node:events';
import type { MachineId } from '@umlaut/contracts/model';
import { xrayFrame, type XrayFrame } from '@umlaut/contracts/ws';
import { expectSoon, startTestServer, type TestServer } from '@umlaut/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';

let server: TestServer;
let id: MachineId;
const sockets: WebSocket[] = [];
beforeAll(async () => {
  server = await startTestServer();
  const { results } = await server.api.machines.create({ name: 'seen', memoryMiB: 64, start: true });
  const [result] = results;
  if (result?.id === null || result?.id === undefined) throw new Error('not created');
  ({ id } = result);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});
afterAll(() => server[Symbol.asyncDispose]());

type Look = Extract<XrayFrame, { type: 'look' }>;

class Viewer {
  readonly frames: XrayFrame[] = [];
  readonly socket: WebSocket;

  constructor(headers?: Record<string, string>) {
    this.socket = server.openSocket(`/api/v1/machines/${id}/xray`, headers);
    sockets.push(this.socket);
    this.socket.on('message', (data: Buffer) =>
      this.frames.push(xrayFrame.parse(JSON.parse(data.toString()))),
    );
  }

  get looks(): Look[] {
    return this.frames.filter((frame) => frame.type === 'look');
  }

  /** Waits for a look that shows what is wanted. */
  async sees(what: string, shows: (look: Look) => boolean): Promise<Look> {
    const find = (): Look | undefined => this.looks.findLast(shows);
    await expectSoon(`seen: ${what}`, () => find() !== undefined, 60_000);
    const found = find();
    if (found === undefined) throw new Error('gone again');
    return found;
  }
}

async function phase(): Promise<string> {
  return (await server.api.machines.get({ id })).state.phase;
}

describe('the X-ray of a machine', () => {
  it('begins with what is known, then shows the guest as it is, the same to everybody', async () => {
    const viewers = [new Viewer(), new Viewer()];
    const [one, two] = viewers;
    if (one === undefined || two === undefined) throw new Error('no viewers');
    const { xray } = await one.sees('the root file system, and rates', ({ xray: { sample } }) => {
      const root = sample?.mounts.find(({ mountPoint, disk }) => mountPoint === '/' && disk === 'ubda');
      return root !== undefined && sample?.cpu.idlePercent !== null;
    });
    expect(one.frames[0]?.type).toBe('hello');
    expect(xray.queue.state).toBe('answering');
    expect(xray.sample).toMatchObject({
      memory: { totalBytes: expect.any(Number) },
      facts: { hostname: 'seen', commandLine: expect.stringContaining('root=/dev/ubda') },
    });
    expect(xray.footprint?.memoryBytes).toBeGreaterThan(4_000_000);
    expect(xray.footprint?.memoryLimitBytes).toBe(64 * 1024 * 1024);
    expect(xray.health.sentence).toMatch(/Up \d/);
    const { at } = xray.sample ?? {};
    await two.sees('the same look', (look) => look.xray.sample?.at === at);
  });

  it('is in the history of the next viewer', async () => {
    const first = new Viewer();
    await first.sees('a sample', (look) => look.point !== null);
    const second = new Viewer();
    await expectSoon('greeted', () => second.frames.length > 0);
    const [hello] = second.frames;
    if (hello?.type !== 'hello') throw new Error('no hello');
    expect(hello.history.length).toBeGreaterThan(0);
    expect(hello.latest?.sample).not.toBeNull();
  });

  it('shows a pause and asks nothing meanwhile, and the guest again after it', async () => {
    const viewer = new Viewer();
    await viewer.sees('a sample', (look) => look.xray.sample !== null);
    await server.api.machines.pause({ id });
    const paused = await viewer.sees('the pause', (look) => look.xray.queue.state === 'paused');
    expect(paused).toMatchObject({
      point: null,
      xray: { sample: null, health: { level: 'attention', sentence: expect.stringMatching(/^Paused/) } },
    });
    const resumed = Date.now();
    await server.api.machines.resume({ id });
    await viewer.sees('the guest', (look) => Date.parse(look.xray.sample?.at ?? '') > resumed);
  });

  it('begins anew after a reboot', async () => {
    const viewer = new Viewer();
    const before = await viewer.sees('a sample', (look) => look.xray.sample !== null);
    const rebooted = Date.now();
    await server.api.machines.reboot({ id });
    const after = await viewer.sees('another boot', ({ xray: { sample } }) => {
      return sample !== null && Date.parse(sample.at) > rebooted && sample.uptimeSeconds < 60;
    });
    const bootedAt = ({ xray: { sample } }: Look): number =>
      sample === null ? 0 : Date.parse(sample.at) - sample.uptimeSeconds * 1000;
    expect(bootedAt(after) - bootedAt(before)).toBeGreaterThan(2000);
    const next = new Viewer();
    await expectSoon('greeted', () => next.frames.length > 0);
    expect(next.frames[0]?.type === 'hello' && next.frames[0].history.length).toBeLessThan(3);
  });

  it('tells the verdict beside the list of machines', async () => {
    const events = server.openSocket('/api/v1/events');
    sockets.push(events);
    const health: unknown[] = [];
    events.on('message', (data: Buffer) => {
      const event = JSON.parse(data.toString()) as { type: string; items?: unknown[] };
      if (event.type === 'health') health.push(...(event.items ?? []));
    });
    await expectSoon('a verdict is told', () => health.length > 0);
    expect(health[0]).toMatchObject({ id, sentence: expect.any(String) });
    expect((await server.api.machines.list()).health).toMatchObject([{ id, level: expect.any(String) }]);
  });

  it('only listens the one way', async () => {
    const { socket } = new Viewer();
    await once(socket, 'open');
    socket.send('hello?');
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(4400);
  });

  it('shows a panic, then a stopped machine, and ends with the machine', async () => {
    const viewer = new Viewer();
    await viewer.sees('a sample', (look) => look.xray.sample !== null);
    await server.api.mconsole.ask({ id, line: 'sysrq c' });
    expect(await phase()).toBe('stopped');
    const ended = await viewer.sees('the panic', (look) => look.xray.queue.state === 'not-up');
    expect(ended.xray).toMatchObject({
      sample: null,
      health: { level: 'bad', sentence: expect.stringMatching(/panic/i) },
    });
    expect((await server.api.machines.list()).health).toEqual([]);
    const closed = once(viewer.socket, 'close');
    await server.api.machines.remove({ id });
    expect((await closed)[0]).toBe(4004);
  });
});
