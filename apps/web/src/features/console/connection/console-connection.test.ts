import { CLOSE } from '@umlaut/contracts/ws';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { HELLO_DEADLINE_MS } from './console-connection.ts';
import { ConnectionBench, withBench } from './testing/connection-bench.ts';

let bench: ConnectionBench;
withBench((made) => (bench = made));

describe('connecting', () => {
  it('asks for the default tail first and is live after hello', () => {
    expect(bench.phase).toBe('connecting');
    expect(bench.socket.url.searchParams.has('from')).toBe(false);
    bench.socket.hello(0, 5);
    expect(bench.phase).toBe('live');
    expect(bench.connection.snapshot.size).toEqual({ cols: 80, rows: 24 });
  });

  it('says how much came before the tail', () => {
    bench.socket.hello(1000, 1005);
    bench.socket.bytes('hello');
    expect(bench.terminal.written[0]).toEqual({ kind: 'earlier', bytes: 1000 });
  });

  it('gives up a connection that never says hello, and tries again', () => {
    vi.advanceTimersByTime(HELLO_DEADLINE_MS);
    expect(bench.sockets[0]!.closed).toBe(true);
    expect(bench.phase).toBe('reconnecting');
    vi.advanceTimersByTime(300);
    expect(bench.sockets).toHaveLength(2);
  });

  it('claims the window size that its view has', () => {
    bench.size = { cols: 132, rows: 50 };
    bench.connection.reconnect();
    expect(bench.socket.url.searchParams.get('cols')).toBe('132');
  });

  it('gives up on a message that it does not know', () => {
    bench.socket.hello(0, 0);
    bench.socket.text('{"type":"surprise"}');
    expect(bench.phase).toBe('reconnecting');
  });

  it.each([
    [CLOSE.unauthenticated, 'UNAUTHENTICATED'],
    [CLOSE.notFound, 'CONSOLE_NOT_FOUND'],
  ])('does not try again after close code %i', (code, error) => {
    bench.socket.end(code);
    vi.advanceTimersByTime(60_000);
    expect(bench.sockets).toHaveLength(1);
    expect(bench.connection.snapshot.phase).toMatchObject({ kind: 'failed', error: { code: error } });
  });
});

describe('while the monitor is not ready', () => {
  it('waits quietly for a moment, then says so', () => {
    for (let tries = 0; tries < 4; tries++) {
      bench.socket.end(CLOSE.unreachable);
      expect(bench.phase).toBe('connecting');
      vi.advanceTimersByTime(10_000);
    }
    bench.socket.end(CLOSE.unreachable);
    expect(bench.phase).toBe('reconnecting');
  });

  it('rests after a complete history however its connection ended, and fetches an incomplete one again', () => {
    bench.socket.hello(0, 6, false);
    bench.socket.bytes('abc');
    bench.socket.end(1006);
    vi.advanceTimersByTime(10_000);
    expect(bench.socket.url.searchParams.get('from')).toBe('3');
    bench.socket.hello(3, 6, false);
    bench.socket.bytes('def');
    bench.socket.say({ type: 'ended', offset: 6 });
    bench.socket.end(CLOSE.tooSlow);
    vi.advanceTimersByTime(60_000);
    expect(bench.sockets).toHaveLength(2);
  });

  it('marks a second boot at the same byte, when the first put out nothing', () => {
    bench.socket.hello(0, 0);
    bench.socket.say({ type: 'boot', offset: 0, at: '2026-01-02T03:04:05Z' });
    bench.connection.reconnect();
    bench.socket.hello(0, 0);
    bench.socket.say({ type: 'boot', offset: 0, at: '2026-01-02T03:04:05Z' });
    bench.socket.say({ type: 'boot', offset: 0, at: '2026-01-02T03:05:00Z' });
    expect(bench.terminal.text).toBe('<boot><boot>');
  });
});

describe('a connection that was made asleep', () => {
  it('is made when it is to begin, once, and not by anything else', () => {
    const asleep = new ConnectionBench(true);
    onTestFinished(() => asleep.connection.close());
    asleep.wake('online');
    asleep.connection.reconnect();
    asleep.connection.setRun('run');
    vi.advanceTimersByTime(60_000);
    expect(asleep.sockets).toHaveLength(0);
    asleep.connection.begin();
    asleep.connection.begin();
    expect(asleep.sockets).toHaveLength(1);
    asleep.socket.hello(0, 0);
    expect(asleep.phase).toBe('live');
  });

  it('never begins after its end', () => {
    const asleep = new ConnectionBench(true);
    asleep.connection.close();
    asleep.connection.begin();
    expect(asleep.sockets).toHaveLength(0);
  });
});
