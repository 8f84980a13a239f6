import { describe, expect, it } from 'vitest';
import { MAX_FRAME_BYTES } from './frame-pool.ts';
import { SendPacer } from './send-pacer.ts';

describe('SendPacer', () => {
  it('sends the first output after silence at once, whatever its size', () => {
    for (const bytes of [1, 100_000]) expect(new SendPacer().onOutput(bytes, 1_000)).toBe(0);
  });

  it('never holds the echo of single keys', () => {
    const pacer = new SendPacer();
    for (let now = 0; now < 100; now += 0.6) {
      expect(pacer.onOutput(1, now)).toBe(0);
      pacer.onSent(now);
    }
  });

  it('holds dense output to the end of a window of 4 ms', () => {
    const pacer = new SendPacer();
    for (let i = 0; i < 2; i += 1) {
      expect(pacer.onOutput(4_095, 0)).toBe(0);
      pacer.onSent(0);
    }
    expect(pacer.onOutput(4_095, 1)).toBe(3);
    expect(pacer.onOutput(4_095, 2)).toBeNull();
    pacer.onSent(4);
    expect(pacer.onOutput(10, 9)).toBe(0);
  });

  it('sends as soon as a frame is full', () => {
    const pacer = new SendPacer();
    pacer.onOutput(8_192, 0);
    pacer.onSent(0);
    expect(pacer.onOutput(MAX_FRAME_BYTES - 1, 0.1)).toBe(3.9);
    expect(pacer.onOutput(1, 0.2)).toBe(0);
  });

  it('holds nothing longer than its window', () => {
    const pacer = new SendPacer();
    let due = Number.POSITIVE_INFINITY;
    let longest = 0;
    for (let i = 0; i < 10_000; i += 1) {
      const now = i * 0.1;
      const delay = now >= due ? 0 : pacer.onOutput((i * 37) % 300, now);
      if (delay === 0) {
        pacer.onSent(now);
        due = Number.POSITIVE_INFINITY;
      } else {
        if (delay !== null) due = now + delay;
        longest = Math.max(longest, due - now);
      }
    }
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThanOrEqual(4);
  });
});
