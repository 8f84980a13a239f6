import { CONSOLE_ACK_BYTES } from '@umlaut/contracts/ws';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ACK_IDLE_MS } from './ack-pacer.ts';
import { ConnectionBench, withBench } from './testing/connection-bench.ts';
import { concat } from './testing/fake-terminal.ts';

let bench: ConnectionBench;
withBench((made) => (bench = made));

describe('flow control', () => {
  it('acknowledges what has been parsed, at least every CONSOLE_ACK_BYTES', () => {
    bench.terminal.lazy = true;
    bench.socket.hello(0, 0);
    const half = new Uint8Array(CONSOLE_ACK_BYTES / 2);
    bench.socket.bytes(half);
    bench.socket.bytes(half);
    bench.socket.bytes(half);
    expect(bench.socket.sent).toEqual([]);
    bench.terminal.parse(2);
    expect(bench.socket.sent).toEqual([{ type: 'ack', offset: CONSOLE_ACK_BYTES }]);
    vi.advanceTimersByTime(1000);
    expect(bench.socket.sent).toHaveLength(1);
  });

  it('acknowledges the rest once when the terminal has caught up', () => {
    bench.socket.hello(10, 10);
    bench.socket.bytes('a');
    bench.socket.bytes('b');
    bench.socket.bytes('c');
    vi.advanceTimersByTime(ACK_IDLE_MS);
    expect(bench.socket.sent).toEqual([{ type: 'ack', offset: 13 }]);
  });

  it('shows a skip where it happened and counts on behind it', () => {
    bench.socket.hello(0, 0);
    bench.socket.bytes('abc');
    bench.socket.say({ type: 'skip', from: 3, to: 1003 });
    bench.socket.bytes('def');
    expect(bench.terminal.text).toBe('abc<skip>def');
    expect(bench.terminal.written[1]).toEqual({ kind: 'skip', bytes: 1000 });
    vi.advanceTimersByTime(ACK_IDLE_MS);
    expect(bench.socket.sent).toEqual([{ type: 'ack', offset: 1006 }]);
    bench.connection.reconnect();
    expect(bench.socket.url.searchParams.get('from')).toBe('1006');
  });

  it('shows the boot that a skip ran over', () => {
    bench.socket.hello(0, 0);
    bench.socket.say({ type: 'boot', offset: 50, at: '2026-01-02T03:04:05Z' });
    bench.socket.say({ type: 'skip', from: 0, to: 100 });
    bench.socket.bytes('x');
    expect(bench.terminal.text).toBe('<skip><boot>x');
  });
});

/** What the network and the terminal may do next to a console with a log of `total` bytes. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('send' as const), bytes: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('parse' as const), chunks: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('cut' as const), lost: fc.integer({ min: 0, max: 20 }) }),
  },
);

const scenario = {
  log: fc.uint8Array({ minLength: 1, maxLength: 300 }),
  steps: fc.array(step, { maxLength: 80 }),
  bootAt: fc.nat(300),
};

describe('any interleaving', () => {
  it('puts the stream into the terminal once and in order, and never acknowledges ahead of the parser', () => {
    fc.assert(
      fc.property(fc.record(scenario), ({ log, steps, bootAt }) => {
        const run = new ConnectionBench();
        const { terminal } = run;
        terminal.lazy = true;
        const boot = bootAt % log.length;
        let sent = 0;
        let parsedBytes = 0;
        const parse = (count: number): void => {
          terminal.parse(count);
          parsedBytes = terminal.parsedBytes;
        };
        const connect = (early: number): void => {
          const from = Number(run.socket.url.searchParams.get('from') ?? 0);
          sent = Math.max(0, from - early);
          run.socket.hello(sent, log.length);
          if (boot >= sent) run.socket.say({ type: 'boot', offset: boot, at: '2026-01-02T03:04:05Z' });
        };
        const send = (count: number): void => {
          run.socket.bytes(log.subarray(sent, sent + count));
          sent = Math.min(log.length, sent + count);
        };
        connect(0);
        for (const next of steps) {
          if (next.do === 'send') send(next.bytes);
          else if (next.do === 'parse') parse(next.chunks);
          else {
            run.socket.end(1006);
            vi.advanceTimersByTime(20_000);
            connect(next.lost);
          }
          expect(terminal.bytes).toEqual(log.subarray(0, terminal.bytes.length));
          vi.advanceTimersByTime(ACK_IDLE_MS);
          for (const { offset } of run.socket.sent as { offset: number }[]) {
            expect(offset).toBeLessThanOrEqual(parsedBytes);
          }
        }
        send(log.length);
        parse(Infinity);
        expect(terminal.bytes).toEqual(log);
        expect(run.connection.replaying).toBe(false);

        const mark = terminal.written.findIndex((item) => 'kind' in item);
        expect(terminal.written[mark]).toMatchObject({ kind: 'boot' });
        const before = terminal.written.slice(0, mark).filter((item) => item instanceof Uint8Array);
        expect(concat(before)).toHaveLength(boot);
        expect(terminal.written.filter((item) => 'kind' in item)).toHaveLength(1);
        run.connection.close();
      }),
    );
  });
});
