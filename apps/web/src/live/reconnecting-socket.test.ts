import { UmlautError } from '@umlaut/contracts/errors';
import { CLOSE, SILENCE_LIMIT_MS } from '@umlaut/contracts/ws';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HELLO_DEADLINE_MS, ReconnectingSocket, type SocketPhase } from './reconnecting-socket.ts';
import { FakePage, type FakeSocket } from './socket.fixture.ts';

/** A page that understands "word" and nothing else. */
class Bench extends FakePage {
  phase: SocketPhase = { kind: 'connecting' };
  readonly connection: ReconnectingSocket;

  constructor({ hidden = false } = {}) {
    super();
    this.hidden = hidden;
    this.connection = new ReconnectingSocket({
      url: 'ws://host/thing',
      openSocket: this.openSocket,
      isHidden: this.isHidden,
      onPage: this.onPage,
      gone: () => new UmlautError('LAB_NOT_FOUND', 'It is gone.'),
      onMessage: (data) => data === 'word',
      onPhase: (phase) => {
        this.phase = phase;
      },
    });
    this.connection.start();
  }

  get kind(): string {
    return this.phase.kind;
  }

  speak(): FakeSocket {
    this.socket.say('word');
    return this.socket;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('is live with the first word, and passes over what it does not understand', () => {
  const bench = new Bench();
  bench.socket.say('nonsense');
  expect(bench.kind).toBe('connecting');
  bench.speak();
  expect(bench.kind).toBe('live');
  bench.socket.say('nonsense');
  expect(bench.kind).toBe('live');
});

it('comes back after a loss, and says so only when the first attempt fails', () => {
  const bench = new Bench();
  bench.speak().end(1006);
  expect(bench.kind).toBe('connecting');
  vi.advanceTimersByTime(300);
  expect(bench.sockets).toHaveLength(2);
  bench.socket.end(1006);
  expect(bench.phase).toMatchObject({ kind: 'away' });
  vi.advanceTimersByTime(600);
  expect(bench.sockets).toHaveLength(3);
  expect(bench.phase).toMatchObject({ kind: 'away', retryAt: null });
  bench.speak();
  expect(bench.kind).toBe('live');
});

it('takes silence for death, and nonsense for silence', () => {
  const bench = new Bench();
  bench.speak();
  vi.advanceTimersByTime(SILENCE_LIMIT_MS - 100);
  bench.speak();
  vi.advanceTimersByTime(SILENCE_LIMIT_MS - 100);
  bench.socket.say('nonsense');
  expect(bench.sockets).toHaveLength(1);
  vi.advanceTimersByTime(100 + 250);
  expect(bench.sockets).toHaveLength(2);
  expect(bench.sockets[0]?.closed).toBe(true);
  vi.advanceTimersByTime(HELLO_DEADLINE_MS + 500);
  expect(bench.sockets).toHaveLength(3);
});

it('asks nobody while the page is hidden', () => {
  const bench = new Bench();
  bench.speak();
  bench.tell('hidden');
  expect(bench.kind).toBe('resting');
  expect(bench.socket.closed).toBe(true);
  vi.advanceTimersByTime(60_000);
  bench.tell('online');
  expect(bench.sockets).toHaveLength(1);
  bench.tell('shown');
  expect(bench.sockets).toHaveLength(2);
  expect(bench.kind).toBe('connecting');
});

it('does not connect at all for a page that is hidden from the start', () => {
  const bench = new Bench({ hidden: true });
  expect(bench.sockets).toHaveLength(0);
  bench.tell('shown');
  expect(bench.sockets).toHaveLength(1);
});

it('tries at once when the network, the page or the server is back', () => {
  const bench = new Bench();
  for (let loss = 0; loss < 5; loss += 1) {
    bench.socket.end(1006);
    vi.advanceTimersByTime(5_000);
  }
  bench.socket.end(1006);
  const count = bench.sockets.length;
  bench.tell('online');
  expect(bench.sockets).toHaveLength(count + 1);
  bench.socket.end(1006);
  bench.socket.end(1006);
  bench.connection.reconnect();
  expect(bench.sockets).toHaveLength(count + 2);
});

it('gives up when what it looks at is gone, and when the session is over', () => {
  for (const [code, error] of [
    [CLOSE.notFound, 'LAB_NOT_FOUND'],
    [CLOSE.unauthenticated, 'UNAUTHENTICATED'],
  ] as const) {
    const bench = new Bench();
    bench.speak().end(code);
    expect(bench.phase).toMatchObject({ kind: 'failed', error: { code: error } });
    vi.advanceTimersByTime(60_000);
    bench.tell('online');
    bench.connection.reconnect();
    expect(bench.sockets).toHaveLength(1);
  }
});

it('leaves nothing behind', () => {
  const bench = new Bench();
  bench.speak();
  bench.connection.stop();
  expect(bench.socket.closed).toBe(true);
  bench.tell('shown');
  expect(bench.sockets).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
