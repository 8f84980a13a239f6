import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LookPacer } from './look-pacer.ts';

let intervalMs: number | null;
let lookMs: number;
let begun: number[];
let pacer: LookPacer<number>;

beforeEach(() => {
  vi.useFakeTimers();
  intervalMs = 1000;
  lookMs = 10;
  begun = [];
  pacer = new LookPacer({
    intervalMs: () => intervalMs,
    look: async () => {
      begun.push(performance.now());
      await new Promise((resolve) => setTimeout(resolve, lookMs));
      return begun.length;
    },
    onProblem: () => {},
  });
});
afterEach(() => {
  pacer.close();
  vi.useRealTimers();
});

const gaps = (): number[] => begun.slice(1).map((at, index) => Math.round(at - (begun[index] ?? 0)));

describe('LookPacer', () => {
  it('begins looks at equal distances, however long each takes', async () => {
    pacer.soon();
    await vi.advanceTimersByTimeAsync(3500);
    expect(gaps()).toEqual([1000, 1000, 1000]);
  });

  it('begins none before the last one has ended', async () => {
    lookMs = 2500;
    pacer.soon();
    await vi.advanceTimersByTimeAsync(100);
    pacer.soon();
    await vi.advanceTimersByTimeAsync(7400);
    expect(gaps()).toEqual([2501, 2501]);
  });

  it('brings the next one forward, but never puts it off', async () => {
    pacer.soon();
    await vi.advanceTimersByTimeAsync(500);
    pacer.soon(100);
    pacer.soon(400);
    await vi.advanceTimersByTimeAsync(200);
    expect(gaps()).toEqual([600]);
  });

  it('takes up a shorter interval at once', async () => {
    intervalMs = 15_000;
    pacer.soon();
    await vi.advanceTimersByTimeAsync(2000);
    intervalMs = 1000;
    pacer.schedule();
    await vi.advanceTimersByTimeAsync(1500);
    expect(begun).toHaveLength(2);
  });

  it('rests while there is no interval, and when it is closed', async () => {
    intervalMs = null;
    pacer.soon();
    await vi.advanceTimersByTimeAsync(5000);
    expect(begun).toHaveLength(0);
    intervalMs = 1000;
    pacer.close();
    pacer.soon();
    await vi.advanceTimersByTimeAsync(5000);
    expect(begun).toHaveLength(0);
  });

  it('gives the look that is under way to whoever wants it', async () => {
    pacer.soon();
    await vi.advanceTimersByTimeAsync(5);
    const underWay = pacer.current;
    await vi.advanceTimersByTimeAsync(10);
    expect(await underWay).toBe(1);
    expect(pacer.current).toBeNull();
  });
});
