import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HeldPort, HOLD_DEADLINE_MS } from './held-port.ts';

/** A terminal that writes down what it is given, behind a port that waits for `arrive`. */
function bench(): { port: HeldPort; given: string[]; arrive: () => void } {
  const given: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const port = new HeldPort(recorder(given), promise);
  return { port, given, arrive: resolve };
}

function recorder(given: string[]): ConstructorParameters<typeof HeldPort>[0] {
  return {
    write: (bytes, parsed) => {
      given.push(new TextDecoder().decode(bytes));
      parsed();
    },
    mark: (mark, parsed) => {
      given.push(mark.kind);
      parsed();
    },
  };
}

const write = (port: HeldPort, text: string, parsed = (): void => {}): void =>
  port.write(new TextEncoder().encode(text), parsed);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('keeps back what comes early, and passes it on in order', async () => {
  const { port, given, arrive } = bench();
  const parsed = vi.fn<() => void>();
  port.mark({ kind: 'earlier', bytes: 7 }, parsed);
  write(port, 'first', parsed);
  expect(given).toEqual([]);
  expect(parsed).not.toHaveBeenCalled();
  arrive();
  await vi.advanceTimersByTimeAsync(0);
  expect(given).toEqual(['earlier', 'first']);
  expect(parsed).toHaveBeenCalledTimes(2);
  write(port, 'then');
  expect(given).toEqual(['earlier', 'first', 'then']);
  expect(vi.getTimerCount()).toBe(0);
});

it('waits no longer than the deadline', async () => {
  const { port, given, arrive } = bench();
  write(port, 'first');
  vi.advanceTimersByTime(HOLD_DEADLINE_MS - 1);
  expect(given).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(given).toEqual(['first']);
  arrive();
  await vi.advanceTimersByTimeAsync(0);
  expect(given).toEqual(['first']);
});

it('keeps nothing back when there is nothing to wait for', () => {
  const given: string[] = [];
  const port = new HeldPort(recorder(given), null);
  write(port, 'first');
  expect(given).toEqual(['first']);
  expect(vi.getTimerCount()).toBe(0);
});

it('gives nothing to a terminal that has ended', async () => {
  const { port, given, arrive } = bench();
  write(port, 'first');
  port.dispose();
  arrive();
  await vi.advanceTimersByTimeAsync(HOLD_DEADLINE_MS);
  expect(given).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
