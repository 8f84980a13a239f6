import {
  CLOSE,
  CONSOLE_MAX_LAG_BYTES,
  CONSOLE_WINDOW_BYTES,
  DEFAULT_TAIL_BYTES,
  MAX_INPUT_FRAME_BYTES,
} from '@umlaut/contracts/ws';
import { describe, expect, it, vi } from 'vitest';
import { withHub, type HubBench } from './testing/hub-bench.ts';
import { pattern } from './testing/pattern.ts';

let bench: HubBench;
withHub((made) => (bench = made));

describe('ConsoleHub', () => {
  it('greets with hello and primary, then replays, then goes on live', () => {
    bench.push('old\n');
    const viewer = bench.attach();
    bench.push('new');
    expect(viewer.messages).toEqual([
      { type: 'hello', console: 'con1', oldest: 0, offset: 0, end: 4, cols: 80, rows: 24, live: true },
      { type: 'primary', primary: true },
    ]);
    expect(viewer.text).toBe('old\nnew');
  });

  it('sends output after silence within the same call, and a flood in few frames', () => {
    const viewer = bench.attach();
    bench.hub.push(Buffer.from('k'));
    expect(viewer.text).toBe('k');
    vi.advanceTimersByTime(100);
    for (let i = 0; i < 64; i += 1) bench.hub.push(pattern(1 + i * 4_000, 4_000));
    vi.advanceTimersByTime(16);
    expect(viewer.position).toBe(256_001);
    expect(viewer.received.length).toBeLessThan(24);
    expect(Math.max(...viewer.received.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(65_536);
  });

  it('does not reuse the memory of output that it was given', () => {
    const viewer = bench.attach();
    const bytes = Buffer.from('first');
    bench.hub.push(bytes);
    bytes.fill('x');
    expect(viewer.text).toBe('first');
    expect(bench.attach().text).toBe('first');
  });

  it('begins a tail at a line start', () => {
    bench.push(`${'a'.repeat(1_000)}\n${'b'.repeat(1_000)}\n`);
    expect(bench.attach('tail=1500').text).toBe(`${'b'.repeat(1_000)}\n`);
    expect(bench.attach('tail=1000').find('hello')[0]?.offset).toBe(1_002);
    expect(bench.attach('tail=0').text).toBe('');
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('never begins a tail of %i bytes inside a character', (tail) => {
    bench.push('\u{1f600}\u{1f600}\u{1f600}');
    expect(bench.attach(`tail=${tail}`).text).toMatch(/^(\u{1f600})*$/u);
  });

  it('resumes exactly at `from` and clamps one that the log does not have', () => {
    bench.push('0123456789');
    expect(bench.attach('from=4').text).toBe('456789');
    expect(bench.attach('from=10').text).toBe('');
    const beyond = bench.attach('from=999');
    expect(beyond.find('hello')[0]?.offset).toBe(10);
    bench.push('!');
    expect(beyond.text).toBe('!');
  });

  it('tells where each run began, between the bytes of the runs', () => {
    bench.hub.markBoot({ at: '2026-01-01T00:00:00.000Z', bootId: 'a' });
    bench.push('one');
    const viewer = bench.attach();
    bench.hub.markBoot({ at: '2026-01-01T00:01:00.000Z', bootId: 'b' });
    bench.push('two');
    const late = bench.attach('from=1');
    expect(viewer.find('boot').map(({ offset }) => offset)).toEqual([0, 3]);
    expect(late.find('boot').map(({ offset }) => offset)).toEqual([3]);
    expect(late.received.map(({ bytes }) => bytes.toString())).toEqual(['ne', 'two']);
  });

  it('goes on for its viewers when the log is cleared, and tells those who miss something', () => {
    bench.hub.markBoot({ at: '2026-01-01T00:00:00.000Z', bootId: 'a' });
    const slow = bench.attach();
    const live = bench.attach();
    for (let at = 0; at < 3_000_000; at += 60_000) {
      bench.push(pattern(at, 60_000));
      live.ack();
    }
    const sent = slow.position;
    expect(sent).toBeLessThan(3_000_000);
    bench.log.clear();
    bench.hub.markBoot({ at: '2026-01-01T00:01:00.000Z', bootId: 'b' });
    bench.push('after');
    vi.advanceTimersByTime(16);
    slow.ack();
    expect(slow.find('skip')).toEqual([{ type: 'skip', from: sent, to: 3_000_000 }]);
    expect(live.find('skip')).toEqual([]);
    for (const viewer of [slow, live]) {
      expect(viewer.received.at(-1)?.bytes.toString()).toBe('after');
      expect(viewer.find('boot').at(-1)?.offset).toBe(3_000_000);
    }
    const back = bench.attach('from=100');
    expect(back.find('hello')[0]).toMatchObject({ oldest: 3_000_000, offset: 3_000_000 });
    expect(back.text).toBe('after');
  });

  it('stops at the window, goes on with acks, and slows neither the guest nor other viewers', () => {
    const slow = bench.attach();
    const fast = bench.attach();
    for (let at = 0; at < 3_000_000; at += 60_000) {
      bench.push(pattern(at, 60_000));
      fast.ack();
    }
    expect(slow.position).toBe(CONSOLE_WINDOW_BYTES);
    expect(fast.position).toBe(3_000_000);
    while (slow.position < 3_000_000) slow.ack();
    expect(Buffer.concat(slow.received.map(({ bytes }) => bytes)).equals(pattern(0, 3_000_000))).toBe(true);
    expect(slow.find('skip')).toEqual([]);
  });

  it('skips a viewer ahead that is too far behind, at its next ack', () => {
    const viewer = bench.attach();
    const total = CONSOLE_MAX_LAG_BYTES + CONSOLE_WINDOW_BYTES + 120_000;
    for (let at = 0; at < total; at += 60_000) bench.push(pattern(at, 60_000));
    const { end } = bench.log;
    viewer.ack();
    const [skip] = viewer.find('skip');
    expect(skip?.from).toBe(CONSOLE_WINDOW_BYTES);
    expect(skip?.to).toBeGreaterThanOrEqual(end - DEFAULT_TAIL_BYTES);
    expect(viewer.position).toBe(end);
    viewer.ack();
    bench.push('live');
    vi.advanceTimersByTime(16);
    expect(viewer.received.at(-1)?.bytes.toString()).toBe('live');
  });

  it('skips nothing that the log has for a viewer that asks for every byte', () => {
    const viewer = bench.attach('lossless=1');
    const total = CONSOLE_MAX_LAG_BYTES + 3 * CONSOLE_WINDOW_BYTES;
    for (let at = 0; at < total; at += 50_000) bench.push(pattern(at, Math.min(50_000, total - at)));
    while (viewer.position < total) viewer.ack();
    expect(viewer.find('skip')).toEqual([]);
    expect(Buffer.concat(viewer.received.map(({ bytes }) => bytes)).equals(pattern(0, total))).toBe(true);
  });

  it('holds output back while the connection takes none, and cuts a viewer off that hoards messages', () => {
    const viewer = bench.attach();
    viewer.bufferedBytes = 262_144;
    bench.push('x');
    expect(viewer.text).toBe('');
    viewer.bufferedBytes = 3_000_000;
    bench.attach('cols=100&rows=30');
    expect(viewer.closed?.code).toBe(CLOSE.tooSlow);
    expect(bench.hub.viewerCount).toBe(1);
  });

  it('merges bench.input in order; the latest to type or resize is primary', () => {
    const a = bench.attach();
    const b = bench.attach();
    a.type('a1 ');
    b.type('b1 ');
    a.type('a2 ');
    expect(bench.input).toBe('a1 b1 a2 ');
    b.say({ type: 'resize', cols: 100, rows: 30 });
    expect(a.find('primary').map(({ primary }) => primary)).toEqual([true, false, true, false]);
    expect(b.find('primary').map(({ primary }) => primary)).toEqual([false, true, false, true]);
    b.leave();
    expect(a.find('primary').at(-1)).toEqual({ type: 'primary', primary: true });
    expect(bench.hub.viewerCount).toBe(1);
  });

  it("applies any viewer's window size and tells the others", () => {
    const a = bench.attach();
    const b = bench.attach('cols=120&rows=40');
    expect(b.find('hello')[0]).toMatchObject({ cols: 120, rows: 40 });
    expect(a.find('size')).toEqual([{ type: 'size', cols: 120, rows: 40 }]);
    a.say({ type: 'resize', cols: 90, rows: 20 });
    a.say({ type: 'resize', cols: 90, rows: 20 });
    expect(a.find('size')).toHaveLength(1);
    expect(b.find('size')).toEqual([{ type: 'size', cols: 90, rows: 20 }]);
    expect(bench.sizes).toEqual(['120x40', '90x20']);
    expect(bench.hub.size).toEqual({ cols: 90, rows: 20 });
  });

  it('forwards terminal replies of the primary viewer to live output only', () => {
    bench.push('history with a query');
    const primary = bench.attach();
    const other = bench.attach();
    primary.say({ type: 'reply', data: 'to history' });
    bench.push('live query');
    other.say({ type: 'reply', data: 'from another' });
    primary.say({ type: 'reply', data: '\u001b[1;1R' });
    expect(bench.input).toBe('\u001b[1;1R');
  });

  it.each([
    ['not JSON', '{'],
    ['an unknown type', { type: 'hello' }],
    ['a window of no size', { type: 'resize', cols: 0, rows: 0 }],
    ['a message over the limit', ' '.repeat(65_537)],
  ])('closes a connection that sends %s, and no other', (_name, message) => {
    const bad = bench.attach();
    const good = bench.attach();
    bad.say(message);
    expect(bad.closed?.code).toBe(CLOSE.badMessage);
    bench.push('on');
    expect([bad.text, good.text]).toEqual(['', 'on']);
  });

  it('closes a connection that sends too long an bench.input frame', () => {
    const viewer = bench.attach();
    viewer.type('x'.repeat(MAX_INPUT_FRAME_BYTES));
    viewer.type('y'.repeat(MAX_INPUT_FRAME_BYTES + 1));
    expect(viewer.closed?.code).toBe(CLOSE.badMessage);
    expect(bench.input).toBe('x'.repeat(MAX_INPUT_FRAME_BYTES));
  });

  it('ends with the last byte, `ended` and 4000, also for a viewer that comes later', async () => {
    const viewer = bench.attach();
    bench.hub.push(Buffer.from('last'));
    bench.hub.push(pattern(4, 20_000));
    await bench.hub.end();
    expect(viewer.position).toBe(20_004);
    expect(viewer.messages.at(-1)).toEqual({ type: 'ended', offset: 20_004 });
    expect(viewer.closed?.code).toBe(CLOSE.ended);
    const late = bench.attach();
    expect(late.find('hello')[0]?.live).toBe(false);
    expect(late.position).toBe(20_004);
    expect(late.closed?.code).toBe(CLOSE.ended);
  });

  it('does not wait at the end for a viewer that acknowledges nothing', async () => {
    const stuck = bench.attach();
    for (let i = 0; i < 40; i += 1) bench.push(pattern(i * 60_000, 60_000));
    const ended = bench.hub.end();
    stuck.type('ignored');
    await vi.advanceTimersByTimeAsync(2_000);
    await ended;
    expect(stuck.closed?.code).toBe(CLOSE.ended);
    expect(bench.input).toBe('');
  });
});

describe('isAwaited', () => {
  it('is true while somebody looks and nobody has fallen behind', () => {
    expect(bench.hub.isAwaited).toBe(false);
    const quick = bench.attach();
    const slow = bench.attach();
    expect(bench.hub.isAwaited).toBe(true);
    bench.hub.push(Buffer.alloc(300_000));
    vi.advanceTimersByTime(100);
    expect(bench.hub.isAwaited).toBe(true);
    bench.hub.push(Buffer.alloc(300_000));
    vi.advanceTimersByTime(100);
    quick.ack();
    expect(bench.hub.isAwaited).toBe(false);
    slow.leave();
    expect(bench.hub.isAwaited).toBe(true);
  });
});
