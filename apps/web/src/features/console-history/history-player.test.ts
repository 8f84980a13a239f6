import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HistoryPlayer, type ReplayTarget } from './history-player.ts';
import { PAGE_BYTES, type LoadPassage } from './passage-pages.ts';
import type { Passage, TerminalSize } from './timeline.ts';

const START = 1_700_000_000_000;

class FakeScreen implements ReplayTarget {
  text = '';
  size: TerminalSize | null = null;
  resets = 0;

  reset(): void {
    this.text = '';
    this.resets += 1;
  }

  show(bytes: Uint8Array, size: TerminalSize | null): Promise<void> {
    this.text += new TextDecoder().decode(bytes);
    this.size = size ?? this.size;
    return Promise.resolve();
  }
}

/** A history in which each part came some milliseconds after the one before. */
class FakeHistory {
  readonly marks: Passage['marks'][number][] = [];
  readonly asked: number[] = [];
  content = '';
  #at = START;

  add(waitMs: number, text: string): number {
    const offset = this.content.length;
    this.#at += waitMs;
    this.marks.push({ offset, at: this.#at, cols: 80, rows: 24 });
    this.content += text;
    return offset;
  }

  readonly load: LoadPassage = (from, maxBytes) => {
    this.asked.push(from);
    const bytes = new TextEncoder().encode(this.content.slice(from, from + maxBytes));
    const own = this.marks.findLastIndex(({ offset }) => offset <= from);
    const marks = this.marks.slice(Math.max(0, own)).filter(({ offset }) => offset < from + bytes.length);
    return Promise.resolve({ offset: from, bytes, marks });
  };
}

let screen: FakeScreen;
let history: FakeHistory;
let boots: { offset: number; at: number }[];
let player: HistoryPlayer;

function open(position?: number, pace = { speed: 1, skipIdle: true }): HistoryPlayer {
  const extent = { oldest: 0, end: history.content.length, bootOffsets: boots.map(({ offset }) => offset) };
  player = new HistoryPlayer({
    target: screen,
    load: history.load,
    history: { ...extent, boots },
    pace,
    position: position ?? extent.end,
  });
  return player;
}

beforeEach(() => {
  vi.useFakeTimers();
  screen = new FakeScreen();
  history = new FakeHistory();
  boots = [{ offset: 0, at: START }];
});
afterEach(() => {
  player.dispose();
  vi.useRealTimers();
});

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('seeking', () => {
  beforeEach(() => {
    history.add(0, 'one ');
    history.add(500, 'two ');
    history.add(500, 'three ');
  });

  it('opens paused where it is told to', async () => {
    open(8);
    await settle();
    expect(screen.text).toBe('one two ');
    expect(player.view.getState()).toMatchObject({ position: 8, at: START + 500, playing: false });
  });

  it('goes on from what is shown, and back from the beginning', async () => {
    open(4);
    await settle();
    const before = screen.resets;
    player.seek(10);
    await settle();
    expect([screen.text, screen.resets]).toEqual(['one two th', before]);
    player.seek(5);
    await settle();
    expect([screen.text, screen.resets]).toEqual(['one t', before + 1]);
  });

  it('takes the last of many wishes', async () => {
    open();
    for (const offset of [1, 12, 3, 8]) player.seek(offset);
    await settle();
    expect(screen.text).toBe('one two ');
    expect(player.view.getState()).toMatchObject({ position: 8, seeking: false });
  });

  it('shows a run without the one before', async () => {
    const offset = history.add(60_000, 'boot ');
    boots.push({ offset, at: START + 61_000 });
    history.add(10, 'up');
    open();
    await settle();
    expect(screen.text).toBe('boot up');
    player.toPreviousBoot();
    await settle();
    expect([screen.text, player.view.getState().at]).toEqual(['', START + 61_000]);
    player.toPreviousBoot();
    player.seek(13);
    await settle();
    expect(screen.text).toBe('one two three');
    player.toNextBoot();
    await settle();
    expect(player.view.getState().position).toBe(offset);
  });

  it('reads only pages near the place of a large history', async () => {
    history = new FakeHistory();
    for (let index = 0; index < 100; index += 1) history.add(10, 'x'.repeat(PAGE_BYTES / 4));
    open(20 * PAGE_BYTES + 5);
    await settle();
    expect(screen.text.length).toBeLessThan(2 * PAGE_BYTES);
    expect(history.asked).toEqual([19 * PAGE_BYTES, 20 * PAGE_BYTES]);
  });

  it('tells why it could not, and tries again', async () => {
    for (let index = 0; index < 8; index += 1) history.add(10, 'x'.repeat(PAGE_BYTES / 2));
    const load = vi.spyOn(history, 'load');
    open(8);
    await settle();
    load.mockRejectedValueOnce(new Error('gone'));
    player.toEnd();
    await settle();
    expect(player.view.getState()).toMatchObject({ position: 8, seeking: false, error: { message: 'gone' } });
    expect(screen.text).toBe('one two ');
    player.retry();
    await settle();
    expect(player.view.getState()).toMatchObject({ position: history.content.length, error: null });
  });
});

describe('playing', () => {
  beforeEach(() => {
    history.add(0, 'a');
    history.add(400, 'b');
    history.add(60_000, 'c');
    history.add(200, 'd');
  });

  it('shows everything when it came, without idle pauses', async () => {
    open(0);
    player.play();
    const seen: string[] = [];
    for (const ms of [0, 300, 150, 900, 100, 200]) {
      await pass(ms);
      seen.push(screen.text);
    }
    expect(seen).toEqual(['a', 'a', 'ab', 'ab', 'abc', 'abcd']);
    await settle();
    expect(player.view.getState()).toMatchObject({ playing: false, position: 4 });
  });

  it('waits out a pause when told to, and says so', async () => {
    open(1, { speed: 2, skipIdle: false });
    player.play();
    await pass(250);
    expect(player.view.getState().pauseMs).toBe(30_000);
    await pass(29_000);
    expect(screen.text).toBe('ab');
    await pass(1_100);
    expect(screen.text).toBe('abcd');
  });

  it('changes its speed on the way', async () => {
    open(2);
    player.play();
    await pass(100);
    player.setPace({ speed: 16, skipIdle: true });
    await pass(100);
    expect(screen.text).toBe('abcd');
  });

  it('stops where it is', async () => {
    open(0);
    player.play();
    await pass(450);
    player.pause();
    await pass(5_000);
    expect([screen.text, player.view.getState().position]).toEqual(['ab', 2]);
  });

  it('replays the last run from the end', async () => {
    open();
    await settle();
    player.play();
    await settle();
    expect(screen.text).toBe('a');
  });

  it('jumps by time of the replay', async () => {
    open(0);
    await settle();
    player.jump(1_450);
    await settle();
    expect(screen.text).toBe('abc');
    player.jump(-1_100);
    await settle();
    expect(screen.text).toBe('a');
    player.jump(-5_000);
    await settle();
    expect(player.view.getState().position).toBe(0);
  });

  it('jumps into a pause, to the millisecond, and goes on from there', async () => {
    open(0, { speed: 1, skipIdle: false });
    await settle();
    player.jump(5_000);
    await settle();
    expect(player.view.getState()).toMatchObject({ position: 2, leadMs: 4_600 });
    for (const ms of [5_000, 5_000, -2_500]) {
      player.jump(ms);
      // oxlint-disable-next-line no-await-in-loop -- a key after the other
      await settle();
    }
    expect(player.view.getState()).toMatchObject({ position: 2, leadMs: 12_100 });
    player.play();
    await pass(47_800);
    expect(screen.text).toBe('ab');
    await pass(150);
    expect(screen.text).toBe('abc');
    expect(player.view.getState().leadMs).toBe(0);
  });

  it('goes on within a pause that it was stopped in', async () => {
    open(2, { speed: 2, skipIdle: false });
    player.play();
    await pass(10_000);
    player.pause();
    await settle();
    expect(player.view.getState().leadMs).toBeCloseTo(20_000, -2);
    player.play();
    await pass(19_800);
    expect(screen.text).toBe('ab');
    await pass(300);
    expect(screen.text).toBe('abcd');
  });

  it('goes to what had come by a time', async () => {
    open();
    await settle();
    const [first] = history.marks;
    const start = first?.at ?? 0;
    player.seekTime(start + 3_400, { from: 0, to: 4 });
    await settle();
    expect(screen.text).toBe('ab');
    expect(player.view.getState()).toMatchObject({ position: 2, leadMs: 1_000, at: start + 1_400 });
    player.setPace({ speed: 1, skipIdle: false });
    player.seekTime(start + 3_400, { from: 0, to: 4 });
    await settle();
    expect(player.view.getState()).toMatchObject({ position: 2, leadMs: 3_000, at: start + 3_400 });
    player.seekTime(start + 900_000, { from: 0, to: 4 });
    await settle();
    expect(screen.text).toBe('abcd');
  });

  it('shows what came since', async () => {
    open();
    await settle();
    history.add(100, 'e');
    player.setHistory({ oldest: 0, end: 5, bootOffsets: [0], boots });
    player.toEnd();
    await settle();
    expect(screen.text).toBe('abcde');
  });
});
