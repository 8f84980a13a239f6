import { CLOSE } from '@umlaut/contracts/ws';
import { describe, expect, it, vi } from 'vitest';
import { type ConnectionBench, withBench } from './testing/connection-bench.ts';

let bench: ConnectionBench;
withBench((made) => (bench = made));

describe('runs', () => {
  it('shows history, then goes live by itself when the machine starts', () => {
    bench.socket.hello(0, 3, false);
    bench.socket.bytes('old');
    bench.socket.say({ type: 'ended', offset: 3 });
    bench.socket.end(CLOSE.ended);
    expect(bench.phase).toBe('history');
    vi.advanceTimersByTime(60_000);
    expect(bench.sockets).toHaveLength(1);

    bench.connection.setRun('b-1');
    expect(bench.socket.url.searchParams.get('from')).toBe('3');
    bench.socket.end(CLOSE.unreachable);
    expect(bench.phase).toBe('history');
    vi.advanceTimersByTime(300);
    bench.socket.hello(3, 3);
    bench.socket.say({ type: 'boot', offset: 3, at: '2026-01-02T03:04:05Z' });
    bench.socket.bytes('Linux');
    expect(bench.phase).toBe('live');
    expect(bench.terminal.text).toBe('old<boot>Linux');
  });

  it('keeps trying while a run is expected and only history comes', () => {
    bench.connection.setRun('b-1');
    for (let tries = 1; tries < 4; tries++) {
      bench.socket.hello(0, 0, false);
      bench.socket.end(CLOSE.ended);
      vi.advanceTimersByTime(10_000);
      expect(bench.sockets).toHaveLength(tries + 1);
    }
  });

  it('says that the run ended, and rests', () => {
    bench.socket.hello(0, 0);
    bench.socket.bytes('bye');
    bench.socket.say({ type: 'ended', offset: 3 });
    bench.socket.end(CLOSE.ended);
    expect(bench.phase).toBe('ended');
    vi.advanceTimersByTime(60_000);
    expect(bench.sockets).toHaveLength(1);
  });

  it('forgets the output of the last run as soon as another one begins', () => {
    bench.socket.hello(0, 3, false);
    bench.socket.bytes('old');
    bench.socket.say({ type: 'ended', offset: 3 });
    bench.socket.end(CLOSE.ended);
    expect(bench.connection.snapshot.outputInRun).toBe(true);
    bench.connection.setRun('b-1');
    expect(bench.connection.snapshot.outputInRun).toBe(false);
  });

  it('stays connected over a reboot and marks where the new run begins', () => {
    bench.connection.setRun('b-1');
    bench.socket.hello(0, 0);
    bench.socket.bytes('halting');
    expect(bench.connection.snapshot.outputInRun).toBe(true);
    bench.socket.say({ type: 'boot', offset: 7, at: '2026-01-02T03:04:05Z' });
    expect(bench.connection.snapshot.outputInRun).toBe(false);
    bench.socket.bytes('again');
    expect(bench.terminal.text).toBe('halting<boot>again');
    expect(bench.connection.snapshot.outputInRun).toBe(true);
  });

  it('marks a boot that lies inside the chunk to come at its very byte', () => {
    bench.socket.hello(0, 10);
    bench.socket.say({ type: 'boot', offset: 4, at: '2026-01-02T03:04:05Z' });
    bench.socket.bytes('old!new...');
    expect(bench.terminal.text).toBe('old!<boot>new...');
  });

  it('marks a boot once, though every connection tells of it', () => {
    for (let time = 0; time < 3; time++) {
      bench.socket.hello(0, 0);
      bench.socket.say({ type: 'boot', offset: 0, at: '2026-01-02T03:04:05Z' });
      bench.connection.reconnect();
    }
    expect(bench.terminal.text).toBe('<boot>');
  });
});
