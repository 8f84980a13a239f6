import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { consoleName } from '@umlaut/contracts/model';
import {
  CLOSE,
  CONSOLE_MAX_LAG_BYTES,
  CONSOLE_WINDOW_BYTES,
  DEFAULT_TAIL_BYTES,
  MAX_INPUT_FRAME_BYTES,
  consoleServerMessage,
  type ConsoleServerMessage,
} from '@umlaut/contracts/ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConsoleHub } from './console-hub.ts';
import { ConsoleLog } from './console-log.ts';
import { parseConsoleQuery } from './console-query.ts';
import { serveHistory } from './serve-history.ts';
import type { ViewerSocket } from './viewer-socket.ts';

/** The far end of a connection: a viewer that acknowledges when told to. Keeps every byte at its offset. */
class Viewer implements ViewerSocket {
  readonly messages: ConsoleServerMessage[] = [];
  readonly received: { offset: number; bytes: Buffer }[] = [];
  position = 0;
  closed: { code: number; reason: string } | null = null;
  bufferedBytes = 0;
  #onMessage = (_data: Buffer, _isBinary: boolean): void => undefined;
  #onClose = (): void => undefined;

  sendBytes(bytes: Uint8Array, onTaken: () => void): void {
    this.received.push({ offset: this.position, bytes: Buffer.from(bytes) });
    this.position += bytes.length;
    queueMicrotask(onTaken);
  }
  sendText(text: string): void {
    const message = consoleServerMessage.parse(JSON.parse(text));
    if (message.type === 'hello') this.position = message.offset;
    if (message.type === 'skip') {
      if (message.from !== this.position || message.to <= message.from) throw new Error(`bad ${text}`);
      this.position = message.to;
    }
    this.messages.push(message);
  }
  onMessage(callback: (data: Buffer, isBinary: boolean) => void): void {
    this.#onMessage = callback;
  }
  onClose(callback: () => void): void {
    this.#onClose = callback;
  }
  close(code: number, reason: string): void {
    this.closed ??= { code, reason };
    this.#onClose();
  }

  type(text: string): void {
    this.#onMessage(Buffer.from(text), true);
  }
  say(message: unknown): void {
    this.#onMessage(Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)), false);
  }
  ack(offset = this.position): void {
    this.say({ type: 'ack', offset });
  }
  leave(): void {
    this.#onClose();
  }
  get text(): string {
    return Buffer.concat(this.received.map(({ bytes }) => bytes)).toString();
  }
  find<T extends ConsoleServerMessage['type']>(type: T): Extract<ConsoleServerMessage, { type: T }>[] {
    return this.messages.filter((m): m is Extract<ConsoleServerMessage, { type: T }> => m.type === type);
  }
}

const PERIOD = 100_003;
const TABLE = Buffer.from(
  Array.from({ length: 2 * PERIOD }, (_, i) => Math.imul(i % PERIOD, 2_654_435_761) >>> 24),
);

let root: string;
let log: ConsoleLog;
let hub: ConsoleHub;
let input: string;
let sizes: string[];

function openHub(limitBytes: number): void {
  log = ConsoleLog.open(join(root, 'con1'), { limitBytes });
  hub = new ConsoleHub({
    name: consoleName.parse('con1'),
    log,
    writeInput: (bytes) => {
      input += Buffer.from(bytes).toString();
      return true;
    },
    resize: (cols, rows) => sizes.push(`${cols}x${rows}`),
    cols: 80,
    rows: 24,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  root = mkdtempSync(join(tmpdir(), 'console-hub-'));
  input = '';
  sizes = [];
  openHub(16_777_216);
});

afterEach(() => {
  log.close();
  vi.useRealTimers();
  rmSync(root, { recursive: true, force: true });
});

function attach(query = ''): Viewer {
  const viewer = new Viewer();
  hub.attach(viewer, parseConsoleQuery(new URLSearchParams(query)));
  return viewer;
}

function history(query = ''): Viewer {
  const viewer = new Viewer();
  serveHistory({
    dir: join(root, 'con1'),
    name: consoleName.parse('con1'),
    socket: viewer,
    query: parseConsoleQuery(new URLSearchParams(query)),
  });
  return viewer;
}

/** Bytes whose value depends on their offset, so that a shift by any amount shows. */
function pattern(from: number, length: number): Buffer {
  return length === 0
    ? Buffer.alloc(0)
    : Buffer.alloc(length, TABLE.subarray(from % PERIOD, (from % PERIOD) + PERIOD));
}

function push(bytes: Buffer | string): void {
  hub.push(Buffer.from(bytes));
  vi.advanceTimersByTime(10);
}

describe('ConsoleHub', () => {
  it('greets with hello and primary, then replays, then goes on live', () => {
    push('old\n');
    const viewer = attach();
    push('new');
    expect(viewer.messages).toEqual([
      { type: 'hello', console: 'con1', oldest: 0, offset: 0, end: 4, cols: 80, rows: 24, live: true },
      { type: 'primary', primary: true },
    ]);
    expect(viewer.text).toBe('old\nnew');
  });

  it('sends output after silence within the same call, and a flood in few frames', () => {
    const viewer = attach();
    hub.push(Buffer.from('k'));
    expect(viewer.text).toBe('k');
    vi.advanceTimersByTime(100);
    for (let i = 0; i < 64; i += 1) hub.push(pattern(1 + i * 4_000, 4_000));
    vi.advanceTimersByTime(16);
    expect(viewer.position).toBe(256_001);
    expect(viewer.received.length).toBeLessThan(24);
    expect(Math.max(...viewer.received.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(65_536);
  });

  it('does not reuse the memory of output that it was given', () => {
    const viewer = attach();
    const bytes = Buffer.from('first');
    hub.push(bytes);
    bytes.fill('x');
    expect(viewer.text).toBe('first');
    expect(attach().text).toBe('first');
  });

  it('begins a tail at a line start', () => {
    push(`${'a'.repeat(1_000)}\n${'b'.repeat(1_000)}\n`);
    expect(attach('tail=1500').text).toBe(`${'b'.repeat(1_000)}\n`);
    expect(attach('tail=1000').find('hello')[0]?.offset).toBe(1_002);
    expect(attach('tail=0').text).toBe('');
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('never begins a tail of %i bytes inside a character', (tail) => {
    push('\u{1f600}\u{1f600}\u{1f600}');
    expect(attach(`tail=${tail}`).text).toMatch(/^(\u{1f600})*$/u);
  });

  it('resumes exactly at `from` and clamps one that the log does not have', () => {
    push('0123456789');
    expect(attach('from=4').text).toBe('456789');
    expect(attach('from=10').text).toBe('');
    const beyond = attach('from=999');
    expect(beyond.find('hello')[0]?.offset).toBe(10);
    push('!');
    expect(beyond.text).toBe('!');
  });

  it('tells where each run began, between the bytes of the runs', () => {
    hub.markBoot({ at: '2026-01-01T00:00:00.000Z', bootId: 'a' });
    push('one');
    const viewer = attach();
    hub.markBoot({ at: '2026-01-01T00:01:00.000Z', bootId: 'b' });
    push('two');
    const late = attach('from=1');
    expect(viewer.find('boot').map(({ offset }) => offset)).toEqual([0, 3]);
    expect(late.find('boot').map(({ offset }) => offset)).toEqual([3]);
    expect(late.received.map(({ bytes }) => bytes.toString())).toEqual(['ne', 'two']);
  });

  it('goes on for its viewers when the log is cleared, and tells those who miss something', () => {
    hub.markBoot({ at: '2026-01-01T00:00:00.000Z', bootId: 'a' });
    const slow = attach();
    const live = attach();
    for (let at = 0; at < 3_000_000; at += 60_000) {
      push(pattern(at, 60_000));
      live.ack();
    }
    const sent = slow.position;
    expect(sent).toBeLessThan(3_000_000);
    log.clear();
    hub.markBoot({ at: '2026-01-01T00:01:00.000Z', bootId: 'b' });
    push('after');
    vi.advanceTimersByTime(16);
    slow.ack();
    expect(slow.find('skip')).toEqual([{ type: 'skip', from: sent, to: 3_000_000 }]);
    expect(live.find('skip')).toEqual([]);
    for (const viewer of [slow, live]) {
      expect(viewer.received.at(-1)?.bytes.toString()).toBe('after');
      expect(viewer.find('boot').at(-1)?.offset).toBe(3_000_000);
    }
    const back = attach('from=100');
    expect(back.find('hello')[0]).toMatchObject({ oldest: 3_000_000, offset: 3_000_000 });
    expect(back.text).toBe('after');
  });

  it('stops at the window, goes on with acks, and slows neither the guest nor other viewers', () => {
    const slow = attach();
    const fast = attach();
    for (let at = 0; at < 3_000_000; at += 60_000) {
      push(pattern(at, 60_000));
      fast.ack();
    }
    expect(slow.position).toBe(CONSOLE_WINDOW_BYTES);
    expect(fast.position).toBe(3_000_000);
    while (slow.position < 3_000_000) slow.ack();
    expect(Buffer.concat(slow.received.map(({ bytes }) => bytes)).equals(pattern(0, 3_000_000))).toBe(true);
    expect(slow.find('skip')).toEqual([]);
  });

  it('skips a viewer ahead that is too far behind, at its next ack', () => {
    const viewer = attach();
    const total = CONSOLE_MAX_LAG_BYTES + CONSOLE_WINDOW_BYTES + 120_000;
    for (let at = 0; at < total; at += 60_000) push(pattern(at, 60_000));
    const { end } = log;
    viewer.ack();
    const [skip] = viewer.find('skip');
    expect(skip?.from).toBe(CONSOLE_WINDOW_BYTES);
    expect(skip?.to).toBeGreaterThanOrEqual(end - DEFAULT_TAIL_BYTES);
    expect(viewer.position).toBe(end);
    viewer.ack();
    push('live');
    vi.advanceTimersByTime(16);
    expect(viewer.received.at(-1)?.bytes.toString()).toBe('live');
  });

  it('skips nothing that the log has for a viewer that asks for every byte', () => {
    const viewer = attach('lossless=1');
    const total = CONSOLE_MAX_LAG_BYTES + 3 * CONSOLE_WINDOW_BYTES;
    for (let at = 0; at < total; at += 50_000) push(pattern(at, Math.min(50_000, total - at)));
    while (viewer.position < total) viewer.ack();
    expect(viewer.find('skip')).toEqual([]);
    expect(Buffer.concat(viewer.received.map(({ bytes }) => bytes)).equals(pattern(0, total))).toBe(true);
  });

  it('holds output back while the connection takes none, and cuts a viewer off that hoards messages', () => {
    const viewer = attach();
    viewer.bufferedBytes = 262_144;
    push('x');
    expect(viewer.text).toBe('');
    viewer.bufferedBytes = 3_000_000;
    attach('cols=100&rows=30');
    expect(viewer.closed?.code).toBe(CLOSE.tooSlow);
    expect(hub.viewerCount).toBe(1);
  });

  it('merges input in order; the latest to type or resize is primary', () => {
    const a = attach();
    const b = attach();
    a.type('a1 ');
    b.type('b1 ');
    a.type('a2 ');
    expect(input).toBe('a1 b1 a2 ');
    b.say({ type: 'resize', cols: 100, rows: 30 });
    expect(a.find('primary').map(({ primary }) => primary)).toEqual([true, false, true, false]);
    expect(b.find('primary').map(({ primary }) => primary)).toEqual([false, true, false, true]);
    b.leave();
    expect(a.find('primary').at(-1)).toEqual({ type: 'primary', primary: true });
    expect(hub.viewerCount).toBe(1);
  });

  it("applies any viewer's window size and tells the others", () => {
    const a = attach();
    const b = attach('cols=120&rows=40');
    expect(b.find('hello')[0]).toMatchObject({ cols: 120, rows: 40 });
    expect(a.find('size')).toEqual([{ type: 'size', cols: 120, rows: 40 }]);
    a.say({ type: 'resize', cols: 90, rows: 20 });
    a.say({ type: 'resize', cols: 90, rows: 20 });
    expect(a.find('size')).toHaveLength(1);
    expect(b.find('size')).toEqual([{ type: 'size', cols: 90, rows: 20 }]);
    expect(sizes).toEqual(['120x40', '90x20']);
    expect(hub.size).toEqual({ cols: 90, rows: 20 });
  });

  it('forwards terminal replies of the primary viewer to live output only', () => {
    push('history with a query');
    const primary = attach();
    const other = attach();
    primary.say({ type: 'reply', data: 'to history' });
    push('live query');
    other.say({ type: 'reply', data: 'from another' });
    primary.say({ type: 'reply', data: '\u001b[1;1R' });
    expect(input).toBe('\u001b[1;1R');
  });

  it.each([
    ['not JSON', '{'],
    ['an unknown type', { type: 'hello' }],
    ['a window of no size', { type: 'resize', cols: 0, rows: 0 }],
    ['a message over the limit', ' '.repeat(65_537)],
  ])('closes a connection that sends %s, and no other', (_name, message) => {
    const bad = attach();
    const good = attach();
    bad.say(message);
    expect(bad.closed?.code).toBe(CLOSE.badMessage);
    push('on');
    expect([bad.text, good.text]).toEqual(['', 'on']);
  });

  it('closes a connection that sends too long an input frame', () => {
    const viewer = attach();
    viewer.type('x'.repeat(MAX_INPUT_FRAME_BYTES));
    viewer.type('y'.repeat(MAX_INPUT_FRAME_BYTES + 1));
    expect(viewer.closed?.code).toBe(CLOSE.badMessage);
    expect(input).toBe('x'.repeat(MAX_INPUT_FRAME_BYTES));
  });

  it('ends with the last byte, `ended` and 4000, also for a viewer that comes later', async () => {
    const viewer = attach();
    hub.push(Buffer.from('last'));
    hub.push(pattern(4, 20_000));
    await hub.end();
    expect(viewer.position).toBe(20_004);
    expect(viewer.messages.at(-1)).toEqual({ type: 'ended', offset: 20_004 });
    expect(viewer.closed?.code).toBe(CLOSE.ended);
    const late = attach();
    expect(late.find('hello')[0]?.live).toBe(false);
    expect(late.position).toBe(20_004);
    expect(late.closed?.code).toBe(CLOSE.ended);
  });

  it('does not wait at the end for a viewer that acknowledges nothing', async () => {
    const stuck = attach();
    for (let i = 0; i < 40; i += 1) push(pattern(i * 60_000, 60_000));
    const ended = hub.end();
    stuck.type('ignored');
    await vi.advanceTimersByTimeAsync(2_000);
    await ended;
    expect(stuck.closed?.code).toBe(CLOSE.ended);
    expect(input).toBe('');
  });

  const action = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('push' as const), n: fc.integer({ min: 1, max: 400_000 }) }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('ack' as const), n: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('partial' as const), n: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reconnect' as const), n: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('join' as const), n: fc.nat(600_000) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('boot' as const), n: fc.constant(0) }) },
  );
  it('gives every viewer exactly the log, but for what it says it skipped', () => {
    fc.assert(
      fc.property(
        fc.array(action, { minLength: 20, maxLength: 120 }),
        fc.constantFrom(600_000, 16_777_216),
        (actions, limit) => {
          log.close();
          rmSync(join(root, 'con1'), { recursive: true, force: true });
          openHub(limit);
          const viewers = [attach('from=0')];
          const everyone = [...viewers];
          for (const { do: what, n } of actions) {
            const index = n % viewers.length;
            const viewer = viewers[index];
            if (what === 'push') push(pattern(log.end, n));
            else if (what === 'boot') hub.markBoot({ at: '2026-01-01T00:00:00.000Z', bootId: 'x' });
            else if (what === 'join')
              everyone.push((viewers[viewers.length] = attach(`tail=${n}&lossless=${n % 2}`)));
            else if (what === 'ack') viewer?.ack();
            else if (what === 'partial') viewer?.ack(Math.floor(viewer.position * 0.9));
            else if (viewer !== undefined) {
              viewer.leave();
              const again = attach(`from=${viewer.position}`);
              const [hello] = again.find('hello');
              if (hello?.offset !== Math.max(viewer.position, hello?.oldest ?? 0))
                throw new Error('did not resume');
              viewers[index] = again;
              everyone.push(again);
            }
          }
          for (let round = 0; round < 100; round += 1) for (const viewer of viewers) viewer.ack();
          for (const viewer of viewers) expect(viewer.position).toBe(log.end);
          for (const { received } of everyone) {
            for (const { offset, bytes } of received) {
              if (!bytes.equals(pattern(offset, bytes.length))) throw new Error(`wrong bytes at ${offset}`);
            }
          }
          for (const viewer of everyone) {
            const sent = viewer.received.reduce((sum, { bytes }) => sum + bytes.length, 0);
            const skipped = viewer.find('skip').reduce((sum, { from, to }) => sum + to - from, 0);
            expect((viewer.find('hello')[0]?.offset ?? 0) + sent + skipped).toBe(viewer.position);
          }
        },
      ),
      {
        numRuns: 20,
      },
    );
  });
});

describe('isAwaited', () => {
  it('is true while somebody looks and nobody has fallen behind', () => {
    expect(hub.isAwaited).toBe(false);
    const quick = attach();
    const slow = attach();
    expect(hub.isAwaited).toBe(true);
    hub.push(Buffer.alloc(300_000));
    vi.advanceTimersByTime(100);
    expect(hub.isAwaited).toBe(true);
    hub.push(Buffer.alloc(300_000));
    vi.advanceTimersByTime(100);
    quick.ack();
    expect(hub.isAwaited).toBe(false);
    slow.leave();
    expect(hub.isAwaited).toBe(true);
  });
});

describe('serveHistory', () => {
  it('shows an empty log as ended at once', () => {
    const viewer = history('cols=100&rows=30');
    expect(viewer.messages).toEqual([
      { type: 'hello', console: 'con1', oldest: 0, offset: 0, end: 0, cols: 100, rows: 30, live: false },
      { type: 'primary', primary: false },
      { type: 'ended', offset: 0 },
    ]);
    expect(viewer.closed?.code).toBe(CLOSE.ended);
  });

  it('serves the whole log under flow control and closes when all is acknowledged', () => {
    hub.markBoot({ at: '2026-01-01T00:00:00.000Z', bootId: 'a' });
    const total = CONSOLE_MAX_LAG_BYTES + 3_000_000;
    for (let at = 0; at < total; at += 50_000) hub.push(pattern(at, Math.min(50_000, total - at)));
    const viewer = history('from=0');
    expect(viewer.position).toBe(CONSOLE_WINDOW_BYTES);
    while (viewer.position < total) viewer.ack();
    expect(viewer.find('skip')).toEqual([]);
    expect(viewer.find('boot')).toHaveLength(1);
    expect(Buffer.concat(viewer.received.map(({ bytes }) => bytes)).equals(pattern(0, total))).toBe(true);
    expect(viewer.messages.at(-1)).toEqual({ type: 'ended', offset: total });
    expect(viewer.closed).toBeNull();
    viewer.ack();
    expect(viewer.closed?.code).toBe(CLOSE.ended);
  });

  it('ignores input and closes a viewer that acknowledges nothing for a minute', () => {
    push('some history');
    const viewer = history();
    viewer.type('rm -rf /');
    viewer.say({ type: 'resize', cols: 10, rows: 10 });
    vi.advanceTimersByTime(59_000);
    expect(viewer.closed).toBeNull();
    vi.advanceTimersByTime(1_000);
    expect(viewer.closed?.code).toBe(CLOSE.tooSlow);
    expect([input, sizes]).toEqual(['', []]);
  });

  it('shows as a gap what a new run removed meanwhile', () => {
    log.close();
    openHub(524_288);
    for (let at = 0; at < 500_000; at += 50_000) hub.push(pattern(at, 50_000));
    const viewer = history('from=0');
    expect(viewer.position).toBe(500_000);
    const slow = history('from=0');
    slow.bufferedBytes = 0;
    expect(slow.find('ended')).toHaveLength(1);
  });
});
