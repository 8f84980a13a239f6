import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SlowTyper, type TypingProgress } from './slow-typer.ts';

let sent: { text: string; at: number }[];
let progress: (TypingProgress | null)[];
let live: boolean;
let typer: SlowTyper;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  sent = [];
  progress = [];
  live = true;
  typer = new SlowTyper({
    send: (text) => {
      if (live) sent.push({ text, at: Date.now() });
      return live;
    },
    onProgress: (now) => progress.push(now),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

it('types every character once, in order, as slowly as asked', () => {
  typer.start('echo héllo 😀\nls', 10);
  vi.advanceTimersByTime(1000);
  expect(sent.map(({ text }) => text).join('').length).toBeLessThanOrEqual(11);
  vi.advanceTimersByTime(5000);
  expect(sent.map(({ text }) => text).join('')).toBe('echo héllo 😀\rls');
  expect(sent.at(-1)?.at).toBeGreaterThanOrEqual(1400);
  expect(progress.at(-1)).toBeNull();
  expect(progress.at(-2)).toEqual({ typed: 15, total: 15 });
});

it('stops when it is told, and when nobody listens any more', () => {
  typer.start('abcdefghij', 50);
  vi.advanceTimersByTime(100);
  typer.stop();
  const count = sent.length;
  vi.advanceTimersByTime(1000);
  expect(sent.length).toBe(count);

  typer.start('klm', 50);
  live = false;
  vi.advanceTimersByTime(1000);
  expect(sent.length).toBe(count);
  expect(progress.at(-1)).toBeNull();
});
