import { CLOSE, SILENCE_LIMIT_MS, type XrayFrame } from '@umlaut/contracts/ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageEvent } from '../../live/page-events.ts';
import { HELLO_DEADLINE_MS, XrayConnection, type SocketPort } from './xray-connection.ts';
import { NOTHING_SEEN } from './xray-state.ts';
import { pointFixture, xrayFixture } from './xray.fixture.ts';

class FakeSocket implements SocketPort {
  onmessage: SocketPort['onmessage'] = null;
  onclose: SocketPort['onclose'] = null;
  closed = false;

  close(): void {
    this.closed = true;
  }

  say(frame: XrayFrame): void {
    this.text(JSON.stringify(frame));
  }

  text(data: string): void {
    this.onmessage?.call(this as unknown as WebSocket, new MessageEvent('message', { data }));
  }

  end(code: number): void {
    this.onclose?.call(this as unknown as WebSocket, new CloseEvent('close', { code }));
  }
}

class Bench {
  readonly sockets: FakeSocket[] = [];
  hidden = false;
  page: (event: PageEvent) => void = () => {};
  readonly connection: XrayConnection;

  constructor({ hidden = false } = {}) {
    this.hidden = hidden;
    this.connection = new XrayConnection({
      url: 'ws://host/xray',
      memory: NOTHING_SEEN,
      isHidden: () => this.hidden,
      openSocket: () => {
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket;
      },
      onPage: (callback) => {
        this.page = callback;
        return () => {
          this.page = () => {};
        };
      },
    });
    this.connection.start();
  }

  get socket(): FakeSocket {
    return this.sockets.at(-1)!;
  }

  get kind(): string {
    return this.connection.snapshot.phase.kind;
  }

  hello(): void {
    this.socket.say({ type: 'hello', history: [pointFixture(-30), pointFixture(-15)], latest: null });
  }

  look(second: number): void {
    this.socket.say({ type: 'look', xray: xrayFixture(second), point: pointFixture(second) });
  }
}

class FakeCloseEvent extends Event {
  readonly code: number;
  constructor(type: string, { code }: { code: number }) {
    super(type);
    this.code = code;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('CloseEvent', FakeCloseEvent);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('XrayConnection', () => {
  it('puts history and looks together', () => {
    const bench = new Bench();
    expect(bench.kind).toBe('connecting');
    bench.hello();
    expect(bench.kind).toBe('live');
    bench.look(0);
    bench.look(1);
    const { entries, sample, look } = bench.connection.snapshot;
    expect(entries).toHaveLength(4);
    expect(sample?.uptimeSeconds).toBe(61);
    expect(look?.health.level).toBe('good');
  });

  it('keeps the identity of what stayed the same', () => {
    const bench = new Bench();
    bench.hello();
    bench.look(0);
    const before = bench.connection.snapshot.sample;
    bench.look(1);
    const after = bench.connection.snapshot.sample;
    expect(after).not.toBe(before);
    expect(after?.facts).toBe(before?.facts);
  });

  it('keeps the last sample when the guest answers no more', () => {
    const bench = new Bench();
    bench.hello();
    bench.look(0);
    bench.socket.say({ type: 'look', xray: { ...xrayFixture(1), sample: null }, point: null });
    const { entries, sample, look } = bench.connection.snapshot;
    expect(look?.sample).toBeNull();
    expect(sample).not.toBeNull();
    expect(entries).toHaveLength(3);
  });

  it('passes over what it does not understand', () => {
    const bench = new Bench();
    bench.hello();
    bench.socket.text('{"type":"new"}');
    bench.socket.text('{');
    expect(bench.kind).toBe('live');
  });

  it('comes back after a loss, and says so only when the first attempt fails', () => {
    const bench = new Bench();
    bench.hello();
    bench.socket.end(1006);
    expect(bench.kind).toBe('connecting');
    vi.advanceTimersByTime(300);
    expect(bench.sockets).toHaveLength(2);
    bench.socket.end(1006);
    expect(bench.connection.snapshot.phase).toMatchObject({ kind: 'away' });
    vi.advanceTimersByTime(600);
    expect(bench.sockets).toHaveLength(3);
    expect(bench.connection.snapshot.phase).toMatchObject({ kind: 'away', retryAt: null });
    bench.hello();
    expect(bench.kind).toBe('live');
  });

  it('takes silence for death', () => {
    const bench = new Bench();
    bench.hello();
    vi.advanceTimersByTime(SILENCE_LIMIT_MS - 100);
    bench.look(0);
    vi.advanceTimersByTime(SILENCE_LIMIT_MS - 100);
    expect(bench.sockets).toHaveLength(1);
    vi.advanceTimersByTime(100 + 250);
    expect(bench.sockets).toHaveLength(2);
    expect(bench.sockets[0]?.closed).toBe(true);
    vi.advanceTimersByTime(HELLO_DEADLINE_MS + 500);
    expect(bench.sockets).toHaveLength(3);
  });

  it('lets the guest alone while the page is hidden', () => {
    const bench = new Bench();
    bench.hello();
    bench.page('hidden');
    expect(bench.kind).toBe('resting');
    expect(bench.socket.closed).toBe(true);
    vi.advanceTimersByTime(60_000);
    bench.page('online');
    expect(bench.sockets).toHaveLength(1);
    bench.page('shown');
    expect(bench.sockets).toHaveLength(2);
    expect(bench.kind).toBe('connecting');
  });

  it('does not connect at all for a page that is hidden from the start', () => {
    const bench = new Bench({ hidden: true });
    expect(bench.sockets).toHaveLength(0);
    bench.page('shown');
    expect(bench.sockets).toHaveLength(1);
  });

  it('tries at once when the network or the page is back', () => {
    const bench = new Bench();
    for (let loss = 0; loss < 5; loss += 1) {
      bench.socket.end(1006);
      vi.advanceTimersByTime(5_000);
    }
    bench.socket.end(1006);
    const count = bench.sockets.length;
    bench.page('online');
    expect(bench.sockets).toHaveLength(count + 1);
    bench.socket.end(1006);
    bench.socket.end(1006);
    bench.connection.reconnect();
    expect(bench.sockets).toHaveLength(count + 2);
  });

  it('gives up on a machine that is gone and a session that is over', () => {
    for (const code of [CLOSE.notFound, CLOSE.unauthenticated]) {
      const bench = new Bench();
      bench.hello();
      bench.socket.end(code);
      expect(bench.kind).toBe('failed');
      vi.advanceTimersByTime(60_000);
      bench.page('online');
      bench.connection.reconnect();
      expect(bench.sockets).toHaveLength(1);
    }
  });

  it('leaves nothing behind', () => {
    const bench = new Bench();
    bench.hello();
    bench.connection.stop();
    expect(bench.socket.closed).toBe(true);
    bench.page('shown');
    expect(bench.sockets).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
