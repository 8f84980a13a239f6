import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { FabricConfig, FabricNic } from '@umlaut/contracts/fabric';
import { DEFAULT_VLAN, NO_IMPAIRMENT, type Impairment } from '@umlaut/contracts/model';
import { encodeHeader, tunnelKey } from '@umlaut/fabric';
import { TestFabric, createTestHome, expectSoon } from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** What lines do to frames, through the real process, between sockets as UML's interfaces have them. */

const HEADER = 16;
const RECEIVE_BYTES = 4_194_304;
const a = 'aaaaaaaaaa';
const b = 'bbbbbbbbbb';
const LINK = `k-${a}`;
/** Standard deviations: about one run in 100,000 is beyond by chance. */
const SIGMAS = 4.5;

interface Arrival {
  number: number;
  at: number;
  /** Without the tunnel's header. */
  frame: Buffer;
}

/** A guest's end of a tunnel. */
class Wire implements Disposable {
  readonly #socket: Socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BYTES });
  readonly #tunnel: FabricNic;
  readonly arrivals: Arrival[] = [];

  private constructor(tunnel: FabricNic) {
    this.#tunnel = tunnel;
    this.#socket.on('message', (datagram) => {
      const number = datagram.readUInt32BE(HEADER + 14);
      this.arrivals.push({ number, at: performance.now(), frame: datagram.subarray(HEADER) });
    });
  }

  static async open(fabric: TestFabric, name: string): Promise<Wire> {
    const wire = new Wire(fabric.tunnel(name).fabric);
    const { remote } = wire.#tunnel;
    wire.#socket.bind(remote.port, remote.address);
    await once(wire.#socket, 'listening');
    return wire;
  }

  send(number: number, to = b, bytes = 60): Buffer {
    const { mac, local, rxSession, rxCookie } = this.#tunnel;
    const frame = Buffer.alloc(bytes);
    if (to === '*') frame.fill(0xff, 0, 6);
    else Buffer.from('020000000002', 'hex').copy(frame);
    Buffer.from(mac.replaceAll(':', ''), 'hex').copy(frame, 6);
    frame.writeUInt16BE(0x88b5, 12);
    frame.writeUInt32BE(number, 14);
    const header = encodeHeader(tunnelKey(rxSession, rxCookie));
    this.#socket.send(Buffer.concat([header, frame]), local.port, local.address);
    return frame;
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}

let stack: AsyncDisposableStack;
let fabric: TestFabric;
let sender: Wire;
let receiver: Wire;

beforeAll(async () => {
  stack = new AsyncDisposableStack();
  const home = stack.use(await createTestHome());
  fabric = stack.use(await TestFabric.start(home));
  sender = stack.use(await Wire.open(fabric, 'a'));
  receiver = stack.use(await Wire.open(fabric, 'b'));
});
afterAll(async () => stack.disposeAsync());

/** Both on one link, that does something to what "a" sends. */
async function impair(changes: Partial<Impairment>): Promise<void> {
  const ends = ['a', 'b'].map((name) => ({ kind: 'nic', nic: fabric.tunnel(name).fabric.id }));
  const impairments = [{ ...NO_IMPAIRMENT, ...changes }, NO_IMPAIRMENT];
  await configure({ nodes: [], links: [{ id: LINK, enabled: true, ends, impairments }] });
  receiver.arrivals.length = 0;
}

async function configure(config: object): Promise<void> {
  const nics = ['a', 'b'].map((name) => fabric.tunnel(name).fabric);
  await fabric.configure({ nics, ...config } as unknown as Omit<FabricConfig, 'revision'>);
}

async function counted(): Promise<{ frames: number; lost: number }> {
  const [link] = (await fabric.client.state()).links;
  const direction = link?.directions[0];
  return { frames: direction?.frames ?? 0, lost: direction?.drops.loss ?? 0 };
}

it('loses as many frames as it is told, within what chance allows', async () => {
  await impair({ lossPercent: 10 });
  const before = await counted();
  const sent = 3000;
  for (let number = 1; number <= sent; number += 1) {
    sender.send(number);
    if (number % 100 !== 0) continue;
    await expectSoon('these were looked at', async () => {
      const { frames, lost } = await counted();
      return frames + lost - before.frames - before.lost === number;
    });
  }
  const after = await counted();
  await expectSoon(
    'all that were not lost arrived',
    () => receiver.arrivals.length === after.frames - before.frames,
  );
  const share = (after.lost - before.lost) / sent;
  expect(Math.abs(share - 0.1)).toBeLessThan(SIGMAS * Math.sqrt((0.1 * 0.9) / sent));
  expect(receiver.arrivals.map(({ number }) => number)).toEqual(
    receiver.arrivals.map(({ number }) => number).toSorted((one, other) => one - other),
  );
});

it('varies a delay evenly, and keeps the order', async () => {
  await impair({ delayMs: 40, jitterMs: 25 });
  const delays: number[] = [];
  // One after the other, so that none waits for the one before.
  for (let number = 1; number <= 60; number += 1) {
    const sent = performance.now();
    sender.send(number);
    await expectArrivals(number);
    delays.push((receiver.arrivals.at(-1)?.at ?? 0) - sent);
  }
  // Later than told only because of the host: what is least and what is usual are told by the fabric.
  const sorted = delays.toSorted((one, other) => one - other);
  const [least = 0, median = 0] = [sorted[0], sorted[30]];
  expect(least).toBeGreaterThan(14.5);
  expect(least).toBeLessThan(30);
  expect(median).toBeGreaterThan(30);
  expect((sorted[54] ?? 0) - least).toBeGreaterThan(25);

  await impair({ delayMs: 40, jitterMs: 25 });
  for (let number = 1; number <= 200; number += 1) sender.send(number);
  await expectArrivals(200);
  expect(receiver.arrivals.map(({ number }) => number)).toEqual(
    Array.from({ length: 200 }, (_none, at) => at + 1),
  );
});

it('lets as many frames overtake as it is told, and loses none', async () => {
  await impair({ delayMs: 500, reorderPercent: 20 });
  const rounds = 5;
  const each = 200;
  let overtaking = 0;
  for (let round = 0; round < rounds; round += 1) {
    receiver.arrivals.length = 0;
    for (let number = 1; number <= each; number += 1) sender.send(number);
    await expectArrivals(each);
    const order = receiver.arrivals.map(({ number }) => number);
    expect(new Set(order).size).toBe(each);
    overtaking += order.filter((number, at) => order.slice(at + 1).some((later) => later < number)).length;
  }
  const sent = rounds * each;
  // The first ones of a round have nobody to overtake.
  expect(Math.abs(overtaking / sent - 0.2)).toBeLessThan(
    SIGMAS * Math.sqrt((0.2 * 0.8) / sent) + rounds / sent,
  );
});

/** So many that neither socket is ever full. */
const BATCH = 100;

it('sends as many frames twice as it is told', async () => {
  await impair({ duplicatePercent: 25 });
  const sent = 2000;
  for (let number = 1; number <= sent; number += 1) {
    sender.send(number);
    if (number % BATCH === 0) await expectSoon('these are there', () => hasArrived(number));
  }
  const before = new Map<number, number>();
  for (const { number } of receiver.arrivals) before.set(number, (before.get(number) ?? 0) + 1);
  expect(before.size).toBe(sent);
  expect(Math.max(...before.values())).toBe(2);
  const share = (receiver.arrivals.length - sent) / sent;
  expect(Math.abs(share - 0.25)).toBeLessThan(SIGMAS * Math.sqrt((0.25 * 0.75) / sent));
});

it('turns one bit of as many frames as it is told', async () => {
  await impair({ corruptPercent: 20 });
  const sent = 2000;
  let turned = 0;
  for (let done = 0; done < sent; done += BATCH) {
    receiver.arrivals.length = 0;
    const frames = Array.from({ length: BATCH }, (_none, at) => sender.send(done + at + 1));
    // One after the other, so by their places: a number may be what was turned.
    await expectArrivals(BATCH);
    const bits = receiver.arrivals.map(({ frame }, at) => differentBits(frame, frames[at]));
    expect(Math.max(...bits)).toBeLessThanOrEqual(1);
    turned += bits.filter((count) => count === 1).length;
  }
  expect(Math.abs(turned / sent - 0.2)).toBeLessThan(SIGMAS * Math.sqrt((0.2 * 0.8) / sent));
});

it('lets pass as much as its bottleneck takes, and drops what its queue does not hold', async () => {
  // 1 Mbit/s: a frame of 1,000 bytes takes 8 ms.
  await impair({ rateKbit: 1000, queueFrames: 400 });
  const began = performance.now();
  for (let number = 1; number <= 200; number += 1) sender.send(number, b, 1000);
  await expectArrivals(200);
  // The first goes at once. Never sooner, whatever else the host does.
  const took = (receiver.arrivals.at(-1)?.at ?? 0) - began;
  expect(took).toBeGreaterThan(199 * 8 * 0.99);
  // Not later either, but for what else the host has to do: the best of some.
  await expectSoon('40 frames take 39 times 8 ms, within a tenth', async () => {
    receiver.arrivals.length = 0;
    for (let number = 1; number <= 40; number += 1) sender.send(number, b, 1000);
    await expectArrivals(40);
    return (receiver.arrivals.at(-1)?.at ?? 0) - (receiver.arrivals[0]?.at ?? 0) < 39 * 8 * 1.1;
  });

  await impair({ rateKbit: 100, queueFrames: 5 });
  const full = async (): Promise<number> =>
    (await fabric.client.state()).links[0]?.directions[0].drops['queue-full'] ?? 0;
  const before = await full();
  for (let number = 1; number <= 50; number += 1) sender.send(number, b, 1000);
  await expectSoon('what did not fit was dropped', async () => (await full()) - before >= 40);
  await impair({});
});

function hasArrived(number: number): boolean {
  return receiver.arrivals.at(-1)?.number === number || receiver.arrivals.at(-2)?.number === number;
}

function differentBits(one: Buffer, other: Buffer | undefined): number {
  let count = 0;
  for (const [at, byte] of one.entries()) {
    for (let rest = byte ^ (other?.[at] ?? 0); rest !== 0; rest &= rest - 1) count += 1;
  }
  return count;
}

it('ends a broadcast storm between two switches, and carries on over the way that is left', async () => {
  const nodes = ['s', 't'].map((name) => ({
    kind: 'switch',
    id: `n-${name.repeat(10)}`,
    ageingSeconds: 300,
    stormGuard: true,
    dhcp: null,
    names: [],
  }));
  const port = (name: string, number: number) => ({
    kind: 'node',
    node: `n-${name.repeat(10)}`,
    port: number,
    vlan: DEFAULT_VLAN,
  });
  const link = (id: string, ends: object[]) => ({
    id: `k-${id.repeat(10)}`,
    enabled: true,
    ends,
    impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
  });
  await configure({
    nodes,
    links: [
      link('a', [{ kind: 'nic', nic: fabric.tunnel('a').fabric.id }, port('s', 1)]),
      link('b', [{ kind: 'nic', nic: fabric.tunnel('b').fabric.id }, port('t', 1)]),
      link('x', [port('s', 2), port('t', 2)]),
      link('y', [port('s', 3), port('t', 3)]),
    ],
  });
  receiver.arrivals.length = 0;
  sender.send(1, '*');
  await expectSoon('the storm guard closed a link', async () => {
    const { links } = await fabric.client.state();
    return links.some(({ status }) => status === 'storm');
  });
  const { links } = await fabric.client.state();
  const closed = links.filter(({ status }) => status === 'storm');
  expect(closed.map(({ id }) => id)).toEqual([expect.stringMatching(/^k-[xy]/)]);
  expect(closed[0]?.problem).toMatch(
    /there is a second way round\. Port [23] of n-[st]{10} was closed to end the storm\./,
  );
  // It was stopped early: a circle without an end would fill the socket.
  expect(receiver.arrivals.length).toBeLessThan(500);
  receiver.arrivals.length = 0;
  sender.send(2);
  await expectSoon('a frame finds the way that is left', () =>
    receiver.arrivals.some(({ number }) => number === 2),
  );
  sender.send(3, '*');
  await expectSoon('a broadcast too', () => receiver.arrivals.some(({ number }) => number === 3));
  expect(receiver.arrivals.filter(({ number }) => number === 3)).toHaveLength(1);
});

async function expectArrivals(count: number): Promise<void> {
  // Closer than `expectSoon` looks.
  const until = performance.now() + 30_000;
  while (receiver.arrivals.length < count) {
    if (performance.now() > until) throw new Error(`${receiver.arrivals.length} of ${count} frames arrived`);
    await new Promise((next) => setImmediate(next));
  }
}
