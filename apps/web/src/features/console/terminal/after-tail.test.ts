import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConsoleSnapshot } from '../connection/console-state.ts';
import { TAIL_DEADLINE_MS, afterTail, subscribeAfterTail } from './after-tail.ts';

const FRAME_MS = 16;
let replaying: boolean;
let listeners: Set<() => void>;
const connection = {
  get snapshot() {
    return { replaying } as ConsoleSnapshot;
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
const change = (next: boolean): void => {
  replaying = next;
  for (const listener of listeners) listener();
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setTimeout(callback, FRAME_MS));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  listeners = new Set();
  replaying = true;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('calls back once, when the frame with the first lines has been shown', () => {
  const callback = vi.fn<() => void>();
  afterTail(connection, callback);
  vi.advanceTimersByTime(100);
  change(false);
  change(false);
  vi.advanceTimersByTime(FRAME_MS + 1);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(FRAME_MS);
  expect(callback).toHaveBeenCalledTimes(1);
  expect(listeners.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

it('waits for no console that says nothing, nor for frames that a hidden page does not make', () => {
  const callback = vi.fn<() => void>();
  afterTail(connection, callback);
  vi.advanceTimersByTime(TAIL_DEADLINE_MS);
  expect(callback).toHaveBeenCalledTimes(1);
  vi.stubGlobal('requestAnimationFrame', () => 0);
  replaying = false;
  afterTail(connection, callback);
  vi.advanceTimersByTime(TAIL_DEADLINE_MS);
  expect(callback).toHaveBeenCalledTimes(2);
});

it('leaves nothing behind when it is cancelled', () => {
  const callback = vi.fn<() => void>();
  const cancel = afterTail(connection, callback);
  change(false);
  cancel();
  vi.advanceTimersByTime(1000);
  expect(callback).not.toHaveBeenCalled();
  expect(listeners.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

it('tells the page once of all that happens before the first lines are there, and later of each change', () => {
  const listener = vi.fn<() => void>();
  const unsubscribe = subscribeAfterTail(connection, listener);
  change(true);
  change(true);
  change(false);
  expect(listener).not.toHaveBeenCalled();
  vi.advanceTimersByTime(3 * FRAME_MS);
  expect(listener).toHaveBeenCalledTimes(1);
  change(false);
  expect(listener).toHaveBeenCalledTimes(2);
  change(true);
  unsubscribe();
  vi.advanceTimersByTime(1000);
  expect(listener).toHaveBeenCalledTimes(2);
  expect(listeners.size).toBe(0);
});
