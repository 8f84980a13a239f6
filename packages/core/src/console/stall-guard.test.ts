import { describe, expect, it } from 'vitest';
import { StallGuard } from './stall-guard.ts';

interface Chunk {
  at: number;
  bytes: number;
}

/** Plays chunks and the guard's own timer in order of time; returns when it nudged. */
function nudgesFor(chunks: readonly Chunk[], untilMs: number): number[] {
  const guard = new StallGuard();
  const nudges: number[] = [];
  let due = Number.POSITIVE_INFINITY;
  for (const { at, bytes } of [...chunks, { at: untilMs, bytes: 0 }]) {
    while (due < at) {
      const now = due;
      const { nudge, nextMs } = guard.onTimer(now);
      if (nudge) nudges.push(now);
      due = now + (nextMs ?? Number.POSITIVE_INFINITY);
    }
    const delay = guard.onBytes(bytes, at);
    if (delay !== null) due = at + delay;
  }
  return nudges;
}

describe('StallGuard', () => {
  it('asks for no timer while output is too small to fill a pty', () => {
    const guard = new StallGuard();
    for (let now = 0; now < 1_000; now += 30) expect(guard.onBytes(2_000, now)).toBeNull();
  });

  it('nudges at once after a burst and then more and more rarely, a bounded number of times', () => {
    const nudges = nudgesFor([{ at: 0, bytes: 4_095 }], 3_600_000);
    expect(nudges.slice(0, 5)).toEqual([5, 15, 35, 75, 155]);
    expect(nudges).toHaveLength(70);
    expect(nudges.at(-1)).toBeLessThan(700_000);
  });

  it('nudges sooner while somebody waits for more, and as rarely as ever where that was not it', () => {
    const guard = new StallGuard();
    expect(guard.onBytes(4_095, 0, true)).toBe(1);
    expect(guard.onTimer(1)).toEqual({ nudge: true, nextMs: 10 });
    expect(guard.onTimer(11)).toEqual({ nudge: true, nextMs: 20 });
    // The viewer fell behind: an earlier timer stays, and finds that it is not time yet.
    expect(guard.onBytes(4_095, 20, true)).toBe(1);
    expect(guard.onBytes(4_095, 20.5, false)).toBeNull();
    expect(guard.onTimer(21)).toEqual({ nudge: false, nextMs: 4.5 });
  });

  it('counts pieces that follow each other closely as one burst', () => {
    const guard = new StallGuard();
    expect(guard.onBytes(1_024, 0)).toBeNull();
    expect(guard.onBytes(1_024, 15)).toBe(5);
  });

  it('does not nudge while output goes on', () => {
    const guard = new StallGuard();
    expect(guard.onBytes(4_095, 0)).toBe(5);
    expect(guard.onBytes(4_095, 1)).toBeNull();
    expect(guard.onTimer(5)).toEqual({ nudge: false, nextMs: 1 });
    expect(guard.onTimer(6)).toEqual({ nudge: true, nextMs: 10 });
  });

  it('is prompt again when output resumes after a long silence with a slow timer pending', () => {
    const burst = (at: number): Chunk => ({ at, bytes: 4_095 });
    expect(nudgesFor([burst(0), burst(1_600)], 1_620).filter((at) => at > 1_600)).toEqual([1_605, 1_615]);
  });

  it('goes on when a nudge frees only a little at a time', () => {
    const trickle = Array.from({ length: 200 }, (_, i) => ({ at: 100 + i * 100, bytes: 500 }));
    const nudges = nudgesFor([{ at: 0, bytes: 4_095 }, ...trickle], 25_000);
    for (const { at } of trickle) expect(nudges).toContain(at + 5);
  });
});
