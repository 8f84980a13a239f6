import { describe, expect, it } from 'vitest';
import { SendPacer } from './send-pacer.ts';

const HOLD_MS = 16;

/** Sends whatever comes in pieces of `bytes` every `everyMs` for a second; returns how often it sent. */
function sendsInOneSecond(pacer: SendPacer, bytes: number, everyMs: number): number {
  let sends = 0;
  let due = Number.POSITIVE_INFINITY;
  for (let now = 0; now < 1_000; now += everyMs) {
    const delay = now >= due ? 0 : pacer.onOutput(bytes, now);
    if (delay === 0) {
      pacer.onSent(now);
      sends += 1;
      due = Number.POSITIVE_INFINITY;
    } else if (delay !== null) {
      due = now + delay;
    }
  }
  return sends;
}

describe('SendPacer', () => {
  it('sends the first output after silence at once, whatever its size', () => {
    for (const bytes of [1, 100_000]) expect(new SendPacer().onOutput(bytes, 1_000)).toBe(0);
  });

  it('never holds the answer to a key, however fast one types', () => {
    const pacer = new SendPacer();
    for (let now = 0; now < 100; now += 0.6) {
      pacer.onInput();
      expect(pacer.onOutput(1, now)).toBe(0);
      pacer.onSent(now);
    }
  });

  it('holds dense output for one picture of the screen', () => {
    const pacer = new SendPacer();
    const sends = sendsInOneSecond(pacer, 100, 0.5);
    expect(sends).toBeGreaterThan(55);
    expect(sends).toBeLessThan(90);
  });

  it('answers a key at once in the middle of dense output', () => {
    const pacer = new SendPacer();
    sendsInOneSecond(pacer, 100, 0.5);
    pacer.onInput();
    expect(pacer.onOutput(1, 1_000)).toBe(0);
  });

  it('sends as soon as what is held fills a message', () => {
    const pacer = new SendPacer();
    sendsInOneSecond(pacer, 100, 0.5);
    pacer.onSent(1_000);
    expect(pacer.onOutput(65_535, 1_000)).toBe(HOLD_MS);
    expect(pacer.onOutput(1, 1_000)).toBe(0);
  });

  it('is prompt again after a silence', () => {
    const pacer = new SendPacer();
    sendsInOneSecond(pacer, 100, 0.5);
    for (let piece = 0; piece < 8; piece += 1) {
      expect(pacer.onOutput(100, 1_200)).toBe(0);
      pacer.onSent(1_200);
    }
  });

  it('holds nothing longer than one picture of the screen', () => {
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
    expect(longest).toBeLessThanOrEqual(HOLD_MS + 1e-6);
  });
});
