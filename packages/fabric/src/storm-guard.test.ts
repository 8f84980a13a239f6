import { describe, expect, it } from 'vitest';
import { StormGuard, StormPause, frameHash } from './storm-guard.ts';

describe('StormGuard', () => {
  it('lets a network live: repeated requests, many stations, many ports', () => {
    const guard = new StormGuard(new StormPause());
    for (let frame = 0; frame < 100_000; frame += 1) {
      // Each of 50 ports asks the same thing ten times a second, 1,000 broadcasts a second in all.
      expect(guard.watch((frame % 50) * 7919, frame % 50, true, frame)).toBe('calm');
    }
  });

  it('tells the port where a frame comes back again and again, and then is quiet for a moment', () => {
    const guard = new StormGuard(new StormPause());
    expect(guard.watch(99, 1, true, 0)).toBe('calm');
    const verdicts = Array.from({ length: 24 }, (_, at) => guard.watch(99, 2, true, at));
    expect(verdicts.slice(0, -1).every((verdict) => verdict === 'calm')).toBe(true);
    expect(verdicts.at(-1)).toBe('returns');
    for (let at = 0; at < 100; at += 1) expect(guard.watch(99, 1, true, 30)).toBe('calm');
  });

  it('does not mind a frame that comes back now and then', () => {
    const guard = new StormGuard(new StormPause());
    for (let at = 0; at < 1000; at += 1) {
      expect(guard.watch(7, at % 2, false, at * 100)).toBe('calm');
    }
  });

  it('stops one frame without end and broadcasts without measure, but not other frames as fast', () => {
    const same = new StormGuard(new StormPause());
    const repeats = Array.from({ length: 1100 }, () => same.watch(5, 1, false, 10));
    expect(repeats).toContain('repeats');
    const [broadcast, other] = [new StormGuard(new StormPause()), new StormGuard(new StormPause())];
    const verdicts = Array.from({ length: 21_000 }, (_, at) => broadcast.watch(at, 1, true, at / 100));
    expect(verdicts).toContain('broadcasts');
    const calm = Array.from({ length: 21_000 }, (_, at) => other.watch(at, 1, false, at / 100));
    expect(new Set(calm)).toEqual(new Set(['calm']));
  });
});

it('hashes tell frames apart by their length, front and end', () => {
  const frame = new Uint8Array(300);
  const base = frameHash(frame, 0, 300);
  for (const at of [0, 20, 95, 290]) {
    frame[at] = 1;
    expect(frameHash(frame, 0, 300)).not.toBe(base);
    frame[at] = 0;
  }
  expect(frameHash(frame, 0, 299)).not.toBe(base);
  expect(frameHash(frame, 0, 300)).toBe(base);
});
