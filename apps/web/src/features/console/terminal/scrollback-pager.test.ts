import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConsoleSnapshot } from '../connection/console-state.ts';
import { ScrollbackPager, firstTail } from './scrollback-pager.ts';
import { createTerminalView } from './terminal-view.ts';

const ROWS = 10;
let terminal: Terminal;
let view: ReturnType<typeof createTerminalView>;
let listener: () => void;
let reread: number[];
let snapshot: Pick<ConsoleSnapshot, 'phase' | 'replaying' | 'hasEarlier'>;
let givenBytes: number;
let pager: ScrollbackPager;

beforeEach(() => {
  terminal = new Terminal({ allowProposedApi: true, cols: 40, rows: ROWS, scrollback: 100 });
  view = createTerminalView();
  reread = [];
  givenBytes = 300_000;
  snapshot = { phase: { kind: 'live' }, replaying: false, hasEarlier: true };
  pager = new ScrollbackPager({
    terminal,
    view,
    connection: {
      get snapshot() {
        return snapshot as ConsoleSnapshot;
      },
      get givenBytes() {
        return givenBytes;
      },
      subscribe: (callback) => {
        listener = callback;
        return () => undefined;
      },
      reread: (tail) => reread.push(tail),
    },
  });
});
afterEach(() => {
  pager.dispose();
  terminal.dispose();
});

function write(lines: number): Promise<void> {
  const text = Array.from({ length: lines }, (_, index) => `line ${index}\r\n`).join('');
  return new Promise((resolve) => terminal.write(text, resolve));
}

it('offers more only at the top of a terminal that does not have all', async () => {
  await write(50);
  pager.moved();
  expect(view.getState().earlier).toBeNull();
  terminal.scrollToTop();
  pager.moved();
  expect(view.getState().earlier).toBe('here');
  snapshot = { ...snapshot, hasEarlier: false };
  pager.moved();
  expect(view.getState().earlier).toBeNull();
  // Lines that the terminal dropped are earlier output, too.
  await write(200);
  terminal.scrollToTop();
  pager.moved();
  expect(view.getState().earlier).toBe('here');
});

it('puts the view back to the same line, and leaves the rest to the history at last', async () => {
  await write(50);
  terminal.scrollToTop();
  const fromEnd = terminal.buffer.active.baseY;
  pager.more();
  expect(reread).toEqual([1024 * 1024]);
  terminal.reset();
  snapshot = { ...snapshot, replaying: true };
  listener();
  await write(400);
  snapshot = { ...snapshot, replaying: false };
  listener();
  const { baseY, viewportY } = terminal.buffer.active;
  expect(baseY - viewportY).toBe(fromEnd);
  for (let step = 0; step < 10; step++) {
    pager.more();
    listener();
  }
  expect(reread).toHaveLength(4);
  terminal.scrollToTop();
  pager.moved();
  expect(view.getState().earlier).toBe('history');
});

it('reads by itself what was left out at first, once one scrolls there or looks for something', async () => {
  givenBytes = 40_000;
  await write(50);
  pager.moved();
  expect(reread).toEqual([]);
  terminal.scrollToTop();
  pager.moved();
  expect(reread).toEqual([256 * 1024]);
  // Not again, while that is under way.
  pager.moved();
  pager.fill();
  expect(reread).toHaveLength(1);
  givenBytes = 256 * 1024;
  listener();
  terminal.scrollToTop();
  pager.moved();
  expect(view.getState().earlier).toBe('here');
  pager.more();
  expect(reread).toEqual([256 * 1024, 1024 * 1024]);
});

it('reads more by itself when what it begins with does not fill the window, once', async () => {
  givenBytes = 8_000;
  await write(5);
  snapshot = { ...snapshot, replaying: true };
  listener();
  expect(reread).toEqual([]);
  snapshot = { ...snapshot, replaying: false };
  listener();
  expect(reread).toEqual([256 * 1024]);
  // What somebody clears later stays cleared.
  terminal.clear();
  listener();
  expect(reread).toHaveLength(1);
});

it('leaves a window that is full as it is', async () => {
  givenBytes = 8_000;
  await write(50);
  listener();
  terminal.clear();
  listener();
  expect(reread).toEqual([]);
});

it('begins with what a window has room for', () => {
  expect(firstTail({ cols: 80, rows: 24 })).toBe(8_192);
  expect(firstTail({ cols: 300, rows: 100 })).toBe(30_000);
});

it('reads nothing by itself of a console that it has all of', async () => {
  givenBytes = 40_000;
  snapshot = { ...snapshot, hasEarlier: false };
  await write(50);
  terminal.scrollToTop();
  pager.moved();
  pager.fill();
  expect(reread).toEqual([]);
});
