import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ParseBudget } from './parse-budget.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const budgetOf = (bytesPerSecond: number, burstBytes: number): ParseBudget =>
  new ParseBudget({ bytesPerSecond, burstBytes, now: () => Date.now() });

it('lets a few bytes pass at once', () => {
  const job = vi.fn<() => void>();
  budgetOf(1000, 500).spend(400, job);
  expect(job).toHaveBeenCalledTimes(1);
});

it('holds a flood to its rate, in order', () => {
  const budget = budgetOf(1000, 1000);
  const done: number[] = [];
  for (let index = 0; index < 50; index++) budget.spend(100, () => done.push(index));
  expect(done.length).toBe(10);
  vi.advanceTimersByTime(1000);
  expect(done.length).toBeGreaterThanOrEqual(19);
  expect(done.length).toBeLessThanOrEqual(21);
  vi.advanceTimersByTime(10_000);
  expect(done).toEqual(Array.from({ length: 50 }, (_, index) => index));
});

it('takes a chunk that is larger than its burst, and rests after it', () => {
  const budget = budgetOf(1000, 100);
  const job = vi.fn<() => void>();
  budget.spend(3000, () => {});
  budget.spend(1, job);
  vi.advanceTimersByTime(2500);
  expect(job).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(job).toHaveBeenCalledTimes(1);
});

it('runs nothing after its end', () => {
  const budget = budgetOf(10, 10);
  const job = vi.fn<() => void>();
  budget.spend(100, () => {});
  budget.spend(1, job);
  budget.dispose();
  vi.advanceTimersByTime(60_000);
  expect(job).not.toHaveBeenCalled();
});
