import { CLOSE, CONSOLE_MAX_LAG_BYTES, CONSOLE_WINDOW_BYTES } from '@umlaut/contracts/ws';
import { describe, expect, it, vi } from 'vitest';
import { withHub, type HubBench } from './testing/hub-bench.ts';
import { pattern } from './testing/pattern.ts';

let bench: HubBench;
withHub((made) => (bench = made));

describe('serveHistory', () => {
  it('shows an empty log as ended at once', () => {
    const viewer = bench.history('cols=100&rows=30');
    expect(viewer.messages).toEqual([
      { type: 'hello', console: 'con1', oldest: 0, offset: 0, end: 0, cols: 100, rows: 30, live: false },
      { type: 'primary', primary: false },
      { type: 'ended', offset: 0 },
    ]);
    expect(viewer.closed?.code).toBe(CLOSE.ended);
  });

  it('serves the whole log under flow control and closes when all is acknowledged', () => {
    bench.hub.markBoot({ at: '2026-01-01T00:00:00.000Z', bootId: 'a' });
    const total = CONSOLE_MAX_LAG_BYTES + 3_000_000;
    for (let at = 0; at < total; at += 50_000) bench.hub.push(pattern(at, Math.min(50_000, total - at)));
    const viewer = bench.history('from=0');
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

  it('ignores bench.input and closes a viewer that acknowledges nothing for a minute', () => {
    bench.push('some history');
    const viewer = bench.history();
    viewer.type('rm -rf /');
    viewer.say({ type: 'resize', cols: 10, rows: 10 });
    vi.advanceTimersByTime(59_000);
    expect(viewer.closed).toBeNull();
    vi.advanceTimersByTime(1_000);
    expect(viewer.closed?.code).toBe(CLOSE.tooSlow);
    expect([bench.input, bench.sizes]).toEqual(['', []]);
  });

  it('shows as a gap what a new run removed meanwhile', () => {
    for (let at = 0; at < 3_000_000; at += 50_000) bench.hub.push(pattern(at, 50_000));
    const viewer = bench.history('from=0');
    expect(viewer.position).toBe(CONSOLE_WINDOW_BYTES);
    bench.reopen(524_288);
    for (let at = 3_000_000; at < 3_200_000; at += 50_000) bench.hub.push(pattern(at, 50_000));
    const { oldest } = bench.log;
    expect(oldest).toBeGreaterThan(CONSOLE_WINDOW_BYTES);
    viewer.ack();
    expect(viewer.find('skip')).toEqual([{ type: 'skip', from: CONSOLE_WINDOW_BYTES, to: oldest }]);
    expect(viewer.find('ended')).toEqual([{ type: 'ended', offset: 3_000_000 }]);
  });
});
