import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { imageId } from '@umlaut/contracts/model';
import { expectSoon } from '@umlaut/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { EventStream, type SampleEvent } from '../events/event-stream.ts';
import type { FrameViewer } from './serve-viewer.ts';
import { EVENT_LIMIT_BYTES, SAMPLE_LIMIT_BYTES, serveEvents } from './events-socket.ts';
import { pipeSockets } from './pipe-sockets.ts';
import { serveXray, UNREAD_LIMIT_BYTES } from './xray-socket.ts';

let http: Server;
let sockets: WebSocketServer;
beforeEach(async () => {
  http = createServer();
  sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
});
afterEach(async () => {
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
});

/** Both ends of a real connection. */
async function connection(): Promise<{ near: WebSocket; far: WebSocket }> {
  const accepted = once(sockets, 'connection') as Promise<[WebSocket]>;
  const far = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`, {
    perMessageDeflate: false,
  });
  await once(far, 'open');
  const [near] = await accepted;
  return { near, far };
}

describe('a listener of the event stream that does not read', () => {
  it('is told to read its lists when it missed more than it could be sent', async () => {
    const { near, far } = await connection();
    const stream = new EventStream();
    const event = { type: 'image.removed', id: imageId.parse('x'.repeat(63)) } as const;
    const long = { ...event, padding: 'x'.repeat(10_000) };
    for (let count = 0; count < 450; count++) stream.publish(long);
    const query = new URLSearchParams({ epoch: stream.epoch, since: '0' });
    const heard = once(far, 'message') as Promise<[Buffer]>;
    serveEvents(stream, near, query);
    expect(JSON.parse((await heard)[0].toString())).toMatchObject({ resync: true, seq: 450 });
    expect(near.bufferedAmount).toBeLessThan(SAMPLE_LIMIT_BYTES);
  });

  it('misses samples, then is cut off with the code that says why', async () => {
    const { near, far } = await connection();
    const stream = new EventStream();
    serveEvents(stream, near, new URLSearchParams());
    await once(far, 'message');
    far.pause();
    const event = { type: 'image.removed', id: imageId.parse('x'.repeat(63)) } as const;
    const sample: SampleEvent = { type: 'stats', at: new Date().toISOString(), items: [] };
    while (near.bufferedAmount <= SAMPLE_LIMIT_BYTES) stream.publish(event);
    const before = near.bufferedAmount;
    stream.sample(sample);
    expect(near.bufferedAmount).toBe(before);
    while (near.readyState === near.OPEN && near.bufferedAmount <= EVENT_LIMIT_BYTES + 1000)
      stream.publish(event);
    expect(near.readyState).toBe(near.CLOSING);
    far.resume();
    const [code] = (await once(far, 'close')) as [number];
    expect(code).toBe(4408);
    expect(stream.hasListeners).toBe(false);
  });
});

describe('a viewer of an X-ray that does not read', () => {
  it('misses looks, keeps nobody else from them, and sees whole ones again later', async () => {
    const [slow, quick] = [await connection(), await connection()];
    const viewers: FrameViewer[] = [];
    const xrays = {
      view: (_id: unknown, viewer: FrameViewer) => {
        viewers.push(viewer);
        return { hello: '{"type":"hello"}', leave: () => viewers.splice(viewers.indexOf(viewer), 1) };
      },
    };
    const seen: number[] = [];
    quick.far.on('message', (data: Buffer) => seen.push(data.length));
    for (const { near } of [slow, quick]) serveXray(xrays, near, 'm-aaaaaaaaaa');
    await once(slow.far, 'message');
    slow.far.pause();
    const look = JSON.stringify({ padding: 'x'.repeat(50_000) });
    let looks = 0;
    while (slow.near.bufferedAmount <= UNREAD_LIMIT_BYTES) {
      looks++;
      for (const viewer of viewers) viewer.onFrame(look);
      // oxlint-disable-next-line no-await-in-loop -- the one that reads has its turn
      await expectSoon('the quick one keeps up', () => quick.near.bufferedAmount === 0);
    }
    const before = slow.near.bufferedAmount;
    for (const viewer of viewers) viewer.onFrame(look);
    expect(slow.near.bufferedAmount).toBe(before);
    const late: string[] = [];
    slow.far.on('message', (data: Buffer) => late.push(data.toString()));
    slow.far.resume();
    await expectSoon('it has read what it was sent', () => late.length === looks);
    expect(new Set(late)).toEqual(new Set([look]));
    await expectSoon('the other one has everything', () => seen.length === looks + 2);
    quick.far.terminate();
    await expectSoon('nothing is sent to one that left', () => viewers.length === 1);
  });
});

describe('pipeSockets', () => {
  async function piped(): Promise<{ viewer: WebSocket; monitor: WebSocket; near: WebSocket }> {
    const browser = await connection();
    const upstream = await connection();
    pipeSockets(browser.near, upstream.far);
    // `far` is open already here; a proxy's is not.
    upstream.far.emit('open');
    return { viewer: browser.far, monitor: upstream.near, near: browser.near };
  }

  it('passes text as text and bytes as bytes, both ways, in order', async () => {
    const { viewer, monitor } = await piped();
    const seen: [string, boolean][] = [];
    viewer.on('message', (data: Buffer, isBinary: boolean) => seen.push([data.toString(), isBinary]));
    monitor.send('{"type":"hello"}');
    monitor.send(Buffer.from('bytes'));
    await expectSoon('both arrived', () => seen.length === 2);
    expect(seen).toEqual([
      ['{"type":"hello"}', false],
      ['bytes', true],
    ]);
    const back = once(monitor, 'message');
    viewer.send(Buffer.from([0, 255]));
    const [data, isBinary] = await back;
    expect([data, isBinary]).toEqual([Buffer.from([0, 255]), true]);
  });

  it('stops reading the monitor while the viewer does not read, and loses nothing', async () => {
    const { viewer, monitor, near } = await piped();
    viewer.pause();
    const chunk = Buffer.alloc(64 * 1024, 1);
    const count = 1000;
    for (let sent = 0; sent < count; sent++) monitor.send(chunk);
    // All of it would be 62 MiB; what waits in between stays near the high-water mark.
    await expectSoon('the pipe is full', () => near.bufferedAmount > 1_000_000);
    expect(near.bufferedAmount).toBeLessThan(3_000_000);
    expect(monitor.bufferedAmount).toBeGreaterThan(20_000_000);
    let received = 0;
    viewer.on('message', (data: Buffer) => (received += data.length));
    viewer.resume();
    await expectSoon('everything arrived', () => received === count * chunk.length);
  });

  it.each([4000, 4408, 4010])('hands on the close code %i', async (code) => {
    const { viewer, monitor } = await piped();
    monitor.close(code, 'why');
    const [got, reason] = (await once(viewer, 'close')) as [number, Buffer];
    expect([got, reason.toString()]).toEqual([code, 'why']);
  });

  it('calls a monitor that vanished unreachable', async () => {
    const { viewer, monitor } = await piped();
    monitor.terminate();
    const [code] = (await once(viewer, 'close')) as [number];
    expect(code).toBe(4010);
  });

  it('ends the connection to the monitor with the viewer, however that ends', async () => {
    for (const end of ['close', 'terminate'] as const) {
      const { viewer, monitor } = await piped();
      viewer[end]();
      await once(monitor, 'close');
      expect(monitor.readyState).toBe(monitor.CLOSED);
    }
  });
});
