import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WindowSize } from '../connection/console-address.ts';
import { PLACE_SETTLE_MS, SizeKeeper, TOLD_SETTLE_MS } from './size-keeper.ts';

let place: WindowSize | null;
let sent: WindowSize[];
let following: boolean[];
let terminal: { cols: number; rows: number; resizes: number; resize(cols: number, rows: number): void };
let keeper: SizeKeeper;

beforeEach(() => {
  vi.useFakeTimers();
  place = { cols: 100, rows: 30 };
  sent = [];
  following = [];
  terminal = {
    cols: 80,
    rows: 24,
    resizes: 0,
    resize(cols, rows) {
      Object.assign(terminal, { cols, rows, resizes: terminal.resizes + 1 });
    },
  };
  keeper = new SizeKeeper({
    terminal,
    propose: () => place,
    send: (size) => sent.push(size),
    onFollowing: (now) => following.push(now),
  });
});
afterEach(() => {
  keeper.dispose();
  vi.useRealTimers();
});

it('tells the guest once when a drag of the window ends', () => {
  for (let step = 0; step < 50; step++) {
    place = { cols: 60 + step, rows: 30 };
    keeper.placeChanged();
    vi.advanceTimersByTime(10);
  }
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(PLACE_SETTLE_MS);
  expect(sent).toEqual([{ cols: 109, rows: 30 }]);
  expect(terminal).toMatchObject({ cols: 109, rows: 30, resizes: 1 });
});

it('says nothing while nobody can see it', () => {
  place = null;
  keeper.placeChanged();
  vi.runAllTimers();
  expect(sent).toEqual([]);
  expect(terminal.resizes).toBe(0);
});

it('follows another viewer until it is used itself', () => {
  keeper.claim();
  keeper.told({ cols: 90, rows: 20 });
  vi.advanceTimersByTime(TOLD_SETTLE_MS);
  expect(terminal).toMatchObject({ cols: 90, rows: 20 });
  expect(keeper.following).toBe(true);
  keeper.claim();
  expect(terminal).toMatchObject({ cols: 100, rows: 30 });
  expect(following).toEqual([true, false]);
});

it('does not mistake the echoes of its own wishes for another viewer', () => {
  keeper.claim();
  place = { cols: 110, rows: 30 };
  keeper.claim();
  keeper.told({ cols: 100, rows: 30 });
  vi.advanceTimersByTime(20);
  keeper.told({ cols: 110, rows: 30 });
  vi.runAllTimers();
  expect(terminal).toMatchObject({ cols: 110, rows: 30, resizes: 2 });
  expect(following).toEqual([]);
});

it('claims its place again when the connection came later than the place changed', () => {
  keeper.claim();
  place = { cols: 50, rows: 12 };
  keeper.connected({ cols: 100, rows: 30 });
  expect(sent).toEqual([
    { cols: 100, rows: 30 },
    { cols: 50, rows: 12 },
  ]);
  vi.advanceTimersByTime(TOLD_SETTLE_MS);
  expect(following).toEqual([]);
});

it('takes the size of the others when it connects where nobody can see it', () => {
  place = null;
  keeper.connected({ cols: 90, rows: 20 });
  vi.advanceTimersByTime(TOLD_SETTLE_MS);
  expect(terminal).toMatchObject({ cols: 90, rows: 20 });
  expect(sent).toEqual([]);
});
