import { once } from 'node:events';
import { serverEvent, type ServerEvent } from '@umlaut/contracts/ws';
import { expectSoon, startTestServer, type TestServer } from '@umlaut/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';

let server: TestServer;
const sockets: WebSocket[] = [];
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});
afterAll(() => server[Symbol.asyncDispose]());

class Listener {
  readonly heard: ServerEvent[] = [];
  readonly socket: WebSocket;

  constructor(query = '') {
    this.socket = server.openSocket(`/api/v1/events${query}`);
    sockets.push(this.socket);
    this.socket.on('message', (data: Buffer) =>
      this.heard.push(serverEvent.parse(JSON.parse(data.toString()))),
    );
  }

  async hello(): Promise<Extract<ServerEvent, { type: 'hello' }>> {
    await expectSoon('the hello arrives', () => this.heard.length > 0);
    const [first] = this.heard;
    if (first?.type !== 'hello') throw new Error('no hello');
    return first;
  }

  get numbers(): number[] {
    return this.heard.flatMap((event) =>
      'seq' in event && event.type !== 'hello' && event.type !== 'heartbeat' ? [event.seq] : [],
    );
  }
}

describe('the event stream', () => {
  it('tells changes in order, each number once', async () => {
    const listener = new Listener();
    const { seq } = await listener.hello();
    const { results } = await server.api.machines.create({ name: 'seen', count: 3 });
    for (const { id } of results) if (id !== null) await server.api.machines.remove({ id });
    const list = await server.api.machines.list();
    await expect.poll(() => listener.numbers.at(-1) ?? 0).toBeGreaterThanOrEqual(list.seq);
    expect(listener.numbers).toEqual(listener.numbers.map((_, index) => seq + 1 + index));
    const kinds = new Set(listener.heard.map(({ type }) => type));
    expect(kinds).toContain('machine.changed');
    expect(kinds).toContain('machine.removed');
    expect(kinds).toContain('activity.added');
    expect(kinds).toContain('image.changed');
  });

  it('gives a returning client exactly what it missed', async () => {
    const first = new Listener();
    const { epoch, seq } = await first.hello();
    first.socket.terminate();
    await server.api.machines.create({ name: 'missed', count: 4 });
    const second = new Listener(`?epoch=${epoch}&since=${seq}`);
    const hello = await second.hello();
    expect(hello.resync).toBe(false);
    await expect.poll(() => second.numbers.at(-1)).toBeGreaterThanOrEqual(hello.seq);
    expect(second.numbers).toEqual(second.numbers.map((_, index) => seq + 1 + index));
  });

  it.each([
    '',
    '?epoch=other&since=1',
    '?epoch=EPOCH&since=99999999',
    '?epoch=EPOCH&since=-1',
    '?epoch=EPOCH&since=x',
  ])('asks a client that it does not know to read anew: %s', async (query) => {
    const { epoch } = await new Listener().hello();
    expect((await new Listener(query.replace('EPOCH', epoch)).hello()).resync).toBe(true);
  });

  it('samples the host while somebody listens', async () => {
    const listener = new Listener();
    await expect.poll(() => listener.heard.map(({ type }) => type), { timeout: 6000 }).toContain('usage');
    expect(listener.heard.map(({ type }) => type)).toContain('stats');
  });

  it('only listens the one way', async () => {
    const { socket } = new Listener();
    await once(socket, 'open');
    socket.send('hello?');
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(4400);
  });
});

describe('upgrades', () => {
  async function statusOf(path: string, headers?: Record<string, string>): Promise<number> {
    const socket = server.openSocket(path, headers);
    sockets.push(socket);
    socket.on('error', () => {});
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    return response.statusCode;
  }

  it('refuse strangers and foreign pages before they begin', async () => {
    for (const path of [
      '/api/v1/events',
      '/api/v1/machines/m-aaaaaaaaaa/consoles/con0',
      '/api/v1/machines/m-aaaaaaaaaa/xray',
      '/api/v1/x',
    ]) {
      expect(await statusOf(path, {})).toBe(401);
      expect(await statusOf(path, { authorization: 'Bearer x' })).toBe(401);
      const authorization = `Bearer ${server.apiToken}`;
      expect(await statusOf(path, { authorization, origin: 'http://evil.example' })).toBe(403);
      expect(await statusOf(path, { authorization, host: 'evil.example' })).toBe(403);
    }
    expect(await statusOf('/api/v1/x', { authorization: `Bearer ${server.apiToken}` })).toBe(404);
  });

  it.each([
    ['/api/v1/machines/m-aaaaaaaaaa/consoles/con0', 4004],
    ['/api/v1/machines/..%2f/consoles/con0', 4004],
    ['/api/v1/machines/ID/consoles/con9', 4004],
    ['/api/v1/machines/ID/consoles/%00', 4004],
    ['/api/v1/machines/m-aaaaaaaaaa/xray', 4004],
    ['/api/v1/machines/%00/xray', 4004],
    ['/api/v1/machines/ID/consoles/con0?tail=x', 4400],
    ['/api/v1/machines/ID/consoles/con0?cols=-1&rows=1', 4400],
    ['/api/v1/machines/ID/consoles/con0?cols=80', 4400],
  ])('say by close code what is wrong with %s', async (path, expected) => {
    const { items } = await server.api.machines.list();
    const id = items[0]?.id ?? (await server.api.machines.create({ name: 'any' })).results[0]?.id ?? '';
    const socket = server.openSocket(path.replace('ID', id));
    sockets.push(socket);
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(expected);
  });

  it('close the sockets of a session that ends', async () => {
    const { url } = await server.api.session.createSignInLink();
    const token = url.split('#token=')[1];
    const signedIn = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const socket = server.openSocket('/api/v1/events', { cookie, origin: server.url });
    sockets.push(socket);
    await once(socket, 'open');
    await fetch(`${server.url}/api/v1/session`, { method: 'DELETE', headers: { cookie } });
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(4001);
  });
});
