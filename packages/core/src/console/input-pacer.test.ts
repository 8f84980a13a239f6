import { describe, expect, it } from 'vitest';
import { InputPacer } from './input-pacer.ts';

const LINES = Buffer.from(`${'x'.repeat(49)}\n`.repeat(2_000));

/** Writes as much as is allowed every 5 ms; returns the bytes written in each. */
function paste(pacer: InputPacer, untilMs: number, answer: (now: number) => string): number[] {
  const written: number[] = [];
  let rest = LINES;
  for (let now = 0; now < untilMs; now += 5) {
    const text = answer(now);
    if (text !== '') pacer.onOutput(Buffer.from(text), now);
    const bytes = pacer.take(rest, now);
    if (bytes > 0) pacer.onWritten(rest.subarray(0, bytes), now);
    rest = rest.subarray(bytes);
    written.push(bytes);
  }
  return written;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

describe('InputPacer', () => {
  it('lets keys and short pastes pass at once', () => {
    const pacer = new InputPacer();
    const paste1000 = LINES.subarray(0, 1_000);
    expect(pacer.take(paste1000, 0)).toBe(1_000);
    pacer.onWritten(paste1000, 0);
    expect(pacer.take(LINES.subarray(0, 10), 1)).toBe(10);
    expect(pacer.take(LINES, 3_000)).toBe(1_024);
  });

  it('spreads a long paste so that a guest may stop reading for half a second', () => {
    const written = paste(new InputPacer(), 5_000, () => '');
    const inAnyHalfSecond = written.map((_, i) => sum(written.slice(i, i + 100)));
    expect(Math.max(...inAnyHalfSecond)).toBeLessThanOrEqual(3_968);
    expect(sum(written)).toBeGreaterThan(8_000);
  });

  it('gives a guest that only echoes lines, as while a command runs, several seconds', () => {
    const written = paste(new InputPacer(), 3_000, (now) => (now % 20 === 5 ? 'xxx\r\n' : ''));
    expect(sum(written)).toBeLessThan(3_968);
  });

  it('waits for the end of the answer of a guest that redraws, but not for ever', () => {
    const whileBusy = paste(new InputPacer(), 2_000, () => 'x');
    expect(sum(whileBusy)).toBeGreaterThan(1_024);
    expect(sum(whileBusy)).toBeLessThan(1_024 + 5 * 128);
    const withPauses = paste(new InputPacer(), 2_000, (now) => (now % 80 < 40 ? '\u001b[H' : ''));
    expect(sum(withPauses)).toBeGreaterThan(sum(whileBusy));
  });

  it('never holds up keys that are echoed, however fast they come', () => {
    const pacer = new InputPacer();
    const key = Buffer.from('k');
    for (let now = 0; now < 10_000; now += 1) {
      expect(pacer.take(key, now)).toBe(1);
      pacer.onWritten(key, now);
      pacer.onOutput(key, now + 0.5);
    }
  });

  it('takes its time with a guest that answers slowly', () => {
    const fast = paste(new InputPacer(), 3_000, (now) => (now % 20 === 5 ? 'x' : ''));
    const slow = paste(new InputPacer(), 3_000, (now) => (now % 200 === 150 ? 'x' : ''));
    expect(sum(slow)).toBeLessThan(sum(fast) / 3);
  });

  it('never holds up someone who types while the guest prints', () => {
    const pacer = new InputPacer();
    const key = Buffer.from('k');
    let heldUp = 0;
    for (let now = 0; now < 60_000; now += 10) {
      pacer.onOutput(Buffer.from('log\n'), now);
      if (now % 100 !== 0) continue;
      if (pacer.take(key, now) === 1) pacer.onWritten(key, now);
      else heldUp += 1;
    }
    expect(heldUp).toBe(0);
  });
});
