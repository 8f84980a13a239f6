import { CLOSE, CONSOLE_ACK_BYTES, MAX_INPUT_FRAME_BYTES } from '@umlaut/contracts/ws';
import type { ConsoleServerMessage } from '@umlaut/contracts/ws';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ACK_IDLE_MS } from './ack-pacer.ts';
import { ConsoleConnection, HELLO_DEADLINE_MS } from './console-connection.ts';
import type { SocketPort } from './console-connection.ts';
import type { StreamMark, TerminalPort } from './terminal-port.ts';

type ServerMessage = ConsoleServerMessage extends infer M
  ? M extends ConsoleServerMessage
    ? Omit<M, 'console'>
    : never
  : never;

const decode = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
const concat = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

class FakeSocket implements SocketPort {
  binaryType: BinaryType = 'blob';
  readyState: SocketPort['readyState'] = 1;
  onmessage: SocketPort['onmessage'] = null;
  onclose: SocketPort['onclose'] = null;
  readonly url: URL;
  readonly frames: (string | Uint8Array)[] = [];
  closed = false;

  constructor(url: string) {
    this.url = new URL(url);
  }

  send(data: Parameters<SocketPort['send']>[0]): void {
    if (typeof data === 'string' || data instanceof Uint8Array) this.frames.push(data);
    else throw new TypeError('Neither text nor bytes');
  }

  close(): void {
    this.closed = true;
    this.readyState = 3;
  }

  get sent(): unknown[] {
    return this.frames
      .filter((frame) => typeof frame === 'string')
      .map((frame) => JSON.parse(frame) as unknown);
  }

  say(message: ServerMessage): void {
    this.text(JSON.stringify(message.type === 'hello' ? { ...message, console: 'con1' } : message));
  }

  hello(offset: number, end: number, live = true): void {
    this.say({ type: 'hello', oldest: 0, offset, end, cols: 80, rows: 24, live });
  }

  bytes(text: string | Uint8Array): void {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    this.#hear(new Uint8Array(bytes).buffer);
  }

  text(text: string): void {
    this.#hear(text);
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.call(this as unknown as WebSocket, new CloseEvent('close', { code }));
  }

  #hear(data: unknown): void {
    this.onmessage?.call(this as unknown as WebSocket, new MessageEvent('message', { data }));
  }
}

/** Keeps what it is given, and parses it when told to. */
class FakeTerminal implements TerminalPort {
  readonly written: (Uint8Array | StreamMark)[] = [];
  #waiting: (() => void)[] = [];
  lazy = false;
  parsedBytes = 0;

  write(bytes: Uint8Array, parsed: () => void): void {
    this.written.push(bytes.slice());
    this.#later(() => {
      this.parsedBytes += bytes.length;
      parsed();
    });
  }

  mark(mark: StreamMark, parsed: () => void): void {
    this.written.push(mark);
    this.#later(parsed);
  }

  parse(count = Infinity): void {
    for (const parsed of this.#waiting.splice(0, count)) parsed();
  }

  get bytes(): Uint8Array {
    return concat(this.written.filter((item) => item instanceof Uint8Array));
  }

  get text(): string {
    return this.written
      .map((item) => (item instanceof Uint8Array ? decode(item) : `<${item.kind}>`))
      .join('');
  }

  #later(parsed: () => void): void {
    if (this.lazy) this.#waiting.push(parsed);
    else parsed();
  }
}

class Bench {
  readonly terminal = new FakeTerminal();
  readonly sockets: FakeSocket[] = [];
  size: { cols: number; rows: number } | null = null;
  wake: (why: 'online' | 'visible') => void = () => {};
  readonly connection: ConsoleConnection;

  constructor(asleep = false) {
    this.connection = new ConsoleConnection({
      terminal: this.terminal,
      asleep,
      url: ({ from, size, tail }) =>
        `ws://host/console?${from === null ? '' : `from=${from}`}${size === null ? '' : `&cols=${size.cols}`}${tail === undefined ? '' : `&tail=${tail}`}`,
      openSocket: (url) => {
        const socket = new FakeSocket(url);
        this.sockets.push(socket);
        return socket;
      },
      claimSize: () => this.size,
      onWake: (callback) => {
        this.wake = callback;
        return () => {
          this.wake = () => {};
        };
      },
    });
  }

  get socket(): FakeSocket {
    return this.sockets.at(-1)!;
  }

  get phase(): string {
    return this.connection.snapshot.phase.kind;
  }
}

let bench: Bench;
beforeEach(() => {
  vi.useFakeTimers();
  bench = new Bench();
});
afterEach(() => {
  bench.connection.close();
  if (vi.getTimerCount() > 0) throw new Error('A closed connection left a timer behind');
  vi.useRealTimers();
});

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

describe('input', () => {
  const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);

  it('sends keys as bytes while live, and only then', () => {
    expect(bench.connection.sendInput(text('a'))).toBe(false);
    bench.socket.hello(0, 0);
    expect(bench.connection.sendInput(text('b'))).toBe(true);
    bench.socket.say({ type: 'ended', offset: 0 });
    expect(bench.connection.sendInput(text('c'))).toBe(false);
    expect(bench.socket.frames.map((frame) => decode(frame as Uint8Array))).toEqual(['b']);
  });

  it('refuses keys while the machine does not run', () => {
    bench.socket.hello(0, 0, false);
    expect(bench.connection.sendInput(text('a'))).toBe(false);
  });

  it('cuts a large paste into frames that the server takes, losing nothing', () => {
    bench.socket.hello(0, 0);
    const paste = Uint8Array.from({ length: 2.5 * MAX_INPUT_FRAME_BYTES }, (_, index) => index % 251);
    bench.connection.sendInput(paste);
    const frames = bench.socket.frames as Uint8Array[];
    expect(frames.map((frame) => frame.length)).toEqual([65_536, 65_536, 32_768]);
    expect(concat(frames)).toEqual(paste);
  });

  it('keeps answers to replayed questions to itself', () => {
    bench.terminal.lazy = true;
    bench.socket.hello(0, 4);
    bench.socket.bytes('\u001B[6nX');
    bench.connection.sendReply('\u001B[1;1R');
    expect(bench.socket.sent).toEqual([]);
    bench.terminal.parse(1);
    bench.connection.sendReply('\u001B[1;2R');
    expect(bench.socket.sent).toEqual([{ type: 'reply', data: '\u001B[1;2R' }]);
  });

  it('says that there was no room for input until the next input', () => {
    bench.socket.hello(0, 0);
    bench.socket.say({ type: 'refused', what: 'input', reason: 'full', holder: null });
    expect(bench.connection.snapshot.refusal).toMatchObject({ reason: 'full' });
    bench.connection.sendInput(new Uint8Array([3]));
    expect(bench.connection.snapshot.refusal).toBeNull();
  });

  it('keeps who is there, asks for the keyboard while live, and says what was refused until that changes', () => {
    const viewers = (holder: string | null) =>
      bench.socket.say({
        type: 'viewers',
        you: 'v-1',
        holder: holder === null ? null : { id: holder, name: 'Ben', away: false },
        list: [{ id: 'v-1', name: 'Anna', access: 'type' }],
        count: 1,
      });
    bench.connection.askKeyboard({ type: 'take' });
    bench.socket.hello(0, 0);
    viewers('v-2');
    bench.socket.say({ type: 'refused', what: 'input', reason: 'held', holder: 'Ben' });
    viewers('v-2');
    expect(bench.connection.snapshot.refusal).toMatchObject({ reason: 'held', holder: 'Ben' });
    bench.connection.askKeyboard({ type: 'take' });
    expect(bench.socket.sent).toContainEqual({ type: 'take' });
    viewers('v-1');
    expect(bench.connection.snapshot).toMatchObject({ refusal: null, viewers: { holder: { id: 'v-1' } } });
    bench.socket.say({ type: 'ended', offset: 0 });
    expect(bench.connection.snapshot.viewers).toBeNull();
  });

  it.each([
    [CLOSE.linkExpired, 'GUEST_LINK_EXPIRED'],
    [CLOSE.linkRevoked, 'GUEST_LINK_REVOKED'],
  ])('does not try again after %i', (code, known) => {
    bench.socket.hello(0, 0);
    bench.socket.end(code);
    expect(bench.connection.snapshot.phase).toMatchObject({ kind: 'failed', error: { code: known } });
    vi.advanceTimersByTime(60_000);
    expect(bench.sockets).toHaveLength(1);
  });

  it('tells a new window size once, and takes the size that another viewer chose', () => {
    bench.socket.hello(0, 0);
    bench.connection.resize({ cols: 80, rows: 24 });
    bench.connection.resize({ cols: 100, rows: 30 });
    bench.connection.resize({ cols: 100, rows: 30 });
    expect(bench.socket.sent).toEqual([{ type: 'resize', cols: 100, rows: 30 }]);
    bench.socket.say({ type: 'size', cols: 90, rows: 20 });
    expect(bench.connection.snapshot.size).toEqual({ cols: 90, rows: 20 });
    bench.socket.say({ type: 'primary', primary: true });
    expect(bench.connection.snapshot.primary).toBe(true);
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
        bench.connection.close();
        bench = new Bench();
        const { terminal } = bench;
        terminal.lazy = true;
        const boot = bootAt % log.length;
        let sent = 0;
        let parsedBytes = 0;
        const parse = (count: number): void => {
          terminal.parse(count);
          parsedBytes = terminal.parsedBytes;
        };
        const connect = (early: number): void => {
          const from = Number(bench.socket.url.searchParams.get('from') ?? 0);
          sent = Math.max(0, from - early);
          bench.socket.hello(sent, log.length);
          if (boot >= sent) bench.socket.say({ type: 'boot', offset: boot, at: '2026-01-02T03:04:05Z' });
        };
        const send = (count: number): void => {
          bench.socket.bytes(log.subarray(sent, sent + count));
          sent = Math.min(log.length, sent + count);
        };
        connect(0);
        for (const next of steps) {
          if (next.do === 'send') send(next.bytes);
          else if (next.do === 'parse') parse(next.chunks);
          else {
            bench.socket.end(1006);
            vi.advanceTimersByTime(20_000);
            connect(next.lost);
          }
          expect(terminal.bytes).toEqual(log.subarray(0, terminal.bytes.length));
          vi.advanceTimersByTime(ACK_IDLE_MS);
          for (const { offset } of bench.socket.sent as { offset: number }[]) {
            expect(offset).toBeLessThanOrEqual(parsedBytes);
          }
        }
        send(log.length);
        parse(Infinity);
        expect(terminal.bytes).toEqual(log);
        expect(bench.connection.replaying).toBe(false);

        const mark = terminal.written.findIndex((item) => 'kind' in item);
        expect(terminal.written[mark]).toMatchObject({ kind: 'boot' });
        const before = terminal.written.slice(0, mark).filter((item) => item instanceof Uint8Array);
        expect(concat(before)).toHaveLength(boot);
        expect(terminal.written.filter((item) => 'kind' in item)).toHaveLength(1);
      }),
    );
  });
});

describe('a connection that was made asleep', () => {
  it('is made when it is to begin, once, and not by anything else', () => {
    const asleep = new Bench(true);
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
    const asleep = new Bench(true);
    asleep.connection.close();
    asleep.connection.begin();
    expect(asleep.sockets).toHaveLength(0);
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
