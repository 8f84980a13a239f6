import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ACK_IDLE_MS } from './ack-pacer.ts';
import { type ConnectionBench, withBench } from './testing/connection-bench.ts';

let bench: ConnectionBench;
withBench((made) => (bench = made));

describe('resuming', () => {
  it('asks for the byte after the last that the terminal was given, parsed or not', () => {
    bench.terminal.lazy = true;
    bench.socket.hello(100, 100);
    bench.socket.bytes('abc');
    bench.socket.end(1006);
    expect(bench.phase).toBe('reconnecting');
    vi.advanceTimersByTime(300);
    expect(bench.socket.url.searchParams.get('from')).toBe('103');
    bench.socket.hello(103, 106);
    bench.socket.bytes('def');
    bench.terminal.parse();
    expect(bench.terminal.text).toBe('<earlier>abcdef');
  });

  it('drops what it has when the server starts earlier than asked', () => {
    bench.socket.hello(0, 0);
    bench.socket.bytes('abcdef');
    bench.connection.reconnect();
    bench.socket.hello(2, 8);
    bench.socket.bytes('cd');
    bench.socket.bytes('efgh');
    expect(bench.terminal.text).toBe('abcdefgh');
  });

  it('marks the gap when the log has rotated past what it wants', () => {
    bench.socket.hello(0, 0);
    bench.socket.bytes('abc');
    bench.connection.reconnect();
    bench.socket.hello(1003, 1003);
    bench.socket.bytes('xyz');
    expect(bench.terminal.written[1]).toEqual({ kind: 'skip', bytes: 1000 });
  });

  it('starts afresh when the log is shorter than what it has seen', () => {
    bench.terminal.lazy = true;
    bench.socket.hello(0, 0);
    bench.socket.bytes('abcdef');
    bench.connection.reconnect();
    bench.socket.hello(0, 2);
    bench.socket.bytes('xy');
    bench.terminal.parse();
    expect(bench.terminal.text).toBe('abcdef<restart>xy');
    vi.advanceTimersByTime(ACK_IDLE_MS);
    expect(bench.socket.sent).toEqual([{ type: 'ack', offset: 2 }]);
  });

  it('waits longer after each failure, and not at all once the network is back', () => {
    // The longest wait of each step: what is random only shortens it.
    const random = vi.spyOn(Math, 'random').mockReturnValue(0);
    onTestFinished(() => random.mockRestore());
    const opened = (): number => bench.sockets.length;
    for (let failures = 0; failures < 8; failures++) {
      bench.socket.end(1006);
      vi.advanceTimersToNextTimer();
    }
    const before = opened();
    bench.socket.end(1006);
    vi.advanceTimersByTime(4000);
    expect(opened()).toBe(before);
    bench.wake('online');
    expect(opened()).toBe(before + 1);
    bench.socket.end(1006);
    vi.advanceTimersByTime(250);
    expect(opened()).toBe(before + 2);
  });

  it('tries at once when the page is looked at again, but leaves a live connection alone', () => {
    bench.socket.hello(0, 0);
    bench.wake('visible');
    expect(bench.sockets).toHaveLength(1);
    bench.socket.end(1006);
    bench.wake('visible');
    expect(bench.sockets).toHaveLength(2);
  });

  it('replaces even a live connection when the network came back', () => {
    bench.socket.hello(0, 0);
    bench.wake('online');
    expect(bench.sockets).toHaveLength(2);
    expect(bench.sockets[0]!.closed).toBe(true);
  });
});

describe('reading more of what came before', () => {
  it('empties the terminal and begins anew from further back, each byte once', () => {
    bench.socket.hello(900, 905);
    bench.socket.bytes('newest');
    expect(bench.connection.snapshot.hasEarlier).toBe(true);
    bench.connection.reread(4096);
    expect(bench.socket.url.searchParams.get('tail')).toBe('4096');
    expect(bench.socket.url.searchParams.has('from')).toBe(false);
    bench.socket.hello(0, 906);
    bench.socket.bytes('x'.repeat(900));
    bench.socket.bytes('newest');
    expect(bench.terminal.text.split('<restart>')[1]).toBe(`${'x'.repeat(900)}newest`);
    expect(bench.connection.snapshot).toMatchObject({ hasEarlier: false, replaying: false });
  });

  it('is never live and done before it has begun', () => {
    bench.socket.hello(900, 905);
    bench.socket.bytes('newest');
    bench.connection.reread(4096);
    const seen: boolean[] = [];
    bench.connection.subscribe(() => {
      if (bench.phase === 'live') seen.push(bench.connection.snapshot.replaying);
    });
    bench.socket.hello(0, 906);
    expect(new Set(seen)).toEqual(new Set([true]));
  });

  it('goes on where it is, when the connection is lost afterwards', () => {
    bench.socket.hello(900, 905);
    bench.connection.reread(4096);
    bench.socket.hello(0, 6);
    bench.socket.bytes('newest');
    bench.socket.end(1006);
    vi.advanceTimersByTime(5000);
    expect(bench.socket.url.searchParams.get('from')).toBe('6');
  });

  it('is not taken in by a terminal that parses what it had before', () => {
    bench.terminal.lazy = true;
    bench.socket.hello(0, 10);
    bench.socket.bytes('0123456789');
    bench.connection.reread(4096);
    bench.socket.hello(10, 10);
    bench.terminal.parse();
    expect(bench.connection.snapshot.replaying).toBe(false);
  });
});
