import type { UmlautError } from '@umlaut/contracts/errors';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { toUmlautError } from '../../lib/read-error.ts';
import { findPlaceAfter, findPlaceAt, framesFrom } from './find-place.ts';
import { batchesOf, fitTogether, joinFrames } from './frame-batches.ts';
import { PassagePages, type Extent, type LoadPassage } from './passage-pages.ts';
import { previousBoot, replayStart, type BootPlace } from './replay-place.ts';
import { pauseBefore, type Frame, type TerminalSize } from './timeline.ts';
import { untilAborted } from './until-aborted.ts';

/** Frames that are due within this time are shown together, milliseconds. */
const TOGETHER_MS = 16;
/** How far a replay may fall behind before it gives up catching up, milliseconds. */
const MAX_LAG_MS = 250;
/** A pause longer than this is told, milliseconds. */
const TOLD_PAUSE_MS = 2_000;

/** Where a replay is shown. One call at a time. */
export interface ReplayTarget {
  /** Empties it. */
  reset: () => void;
  /** Resolves when it is shown. `size` null: as it is. */
  show: (bytes: Uint8Array, size: TerminalSize | null) => Promise<void>;
}

export interface Pace {
  speed: number;
  skipIdle: boolean;
}

export interface PlayerHistory extends Extent {
  boots: readonly BootPlace[];
}

export interface PlayerView {
  playing: boolean;
  /** On its way to `position`. */
  seeking: boolean;
  /** Everything before this offset is shown. */
  position: number;
  /** How much of the pause behind it is over, milliseconds. */
  leadMs: number;
  /** When the newest of it came, and that pause; null: nobody knows. */
  at: number | null;
  /** Length of the pause that is being waited out, milliseconds; null when it is short. */
  pauseMs: number | null;
  error: UmlautError | null;
}

export interface PlayerOptions {
  target: ReplayTarget;
  load: LoadPassage;
  history: PlayerHistory;
  pace: Pace;
  position: number;
}

/** Replays a console's history on a screen. No React. */
export class HistoryPlayer {
  readonly view: StoreApi<PlayerView>;
  readonly #target: ReplayTarget;
  readonly #pages: PassagePages;
  #boots: readonly BootPlace[];
  #pace: Pace;
  /** Everything before it is on the screen. */
  #shown: number | null = null;
  #last: Frame | null = null;
  /** How much of the pause behind that is over already, milliseconds at single speed. */
  #leadMs = 0;
  /** Where to go first; null: stay. */
  #wanted: number | null;
  #abort = new AbortController();
  #job: Promise<void> = Promise.resolve();

  constructor({ target, load, history, pace, position }: PlayerOptions) {
    this.#target = target;
    this.#pages = new PassagePages(load, history);
    this.#boots = history.boots;
    this.#pace = pace;
    this.#wanted = position;
    this.view = createStore(() => ({
      playing: false,
      seeking: true,
      position,
      leadMs: 0,
      at: null,
      pauseMs: null,
      error: null,
    }));
    this.#go();
  }

  setHistory(history: PlayerHistory): void {
    this.#pages.setExtent(history);
    this.#boots = history.boots;
  }

  setPace(pace: Pace): void {
    this.#pace = pace;
    if (this.view.getState().playing) this.#go();
  }

  /** At the end: replays the last run once more. */
  play(): void {
    const { end, oldest } = this.#pages.extent;
    const { position, error } = this.view.getState();
    // From what is shown, not from what could not be.
    if (error !== null && this.#shown !== null) this.#wanted = null;
    if (position >= end) this.#want(this.#boots.at(-1)?.offset ?? oldest);
    this.view.setState({ playing: true, error: null });
    this.#go();
  }

  pause(): void {
    this.view.setState({ playing: false });
    this.#go();
  }

  toggle(): void {
    if (this.view.getState().playing) this.pause();
    else this.play();
  }

  /** Shows everything before `offset`, and goes on from there, that much of the next pause later, if it was playing. */
  seek(offset: number, leadMs = 0): void {
    this.#want(offset, leadMs);
    this.#go();
  }

  /** Shows what had come by a time, between two offsets: `from` is not after the place. */
  seekTime(at: number, { from, to }: { from: number; to: number }): void {
    this.#start(async (signal) => {
      const place = await findPlaceAt(this.#pages, { at, from, to }, signal);
      if (signal.aborted) return;
      this.#want(place.offset, place.leadMs);
      await this.#arrive(signal);
    });
  }

  /** Once more, after what went wrong. */
  retry(): void {
    this.seek(this.#wanted ?? this.view.getState().position);
  }

  toStart(): void {
    this.seek(this.#pages.extent.oldest);
  }

  toEnd(): void {
    this.view.setState({ playing: false });
    this.seek(this.#pages.extent.end);
  }

  toPreviousBoot(): void {
    const { position, at, playing } = this.view.getState();
    const boot = previousBoot(this.#boots, position, playing ? at : null);
    this.seek(boot?.offset ?? this.#pages.extent.oldest);
  }

  toNextBoot(): void {
    const { position } = this.view.getState();
    const next = this.#boots.find(({ offset }) => offset > position);
    if (next === undefined) this.toEnd();
    else this.seek(next.offset);
  }

  /** Goes on or back by time of the replay. */
  jump(ms: number): void {
    this.#start(async (signal) => {
      const { position } = this.view.getState();
      const { skipIdle } = this.#pace;
      const here = { offset: position, leadMs: this.#leadMs };
      const place = await findPlaceAfter(this.#pages, { from: here, ms, skipIdle }, signal);
      if (signal.aborted) return;
      this.#want(place.offset, place.leadMs);
      await this.#arrive(signal);
    });
  }

  dispose(): void {
    this.#abort.abort();
  }

  #want(offset: number, leadMs = 0): void {
    const { oldest, end } = this.#pages.extent;
    const position = Math.min(end, Math.max(oldest, offset));
    this.#wanted = position;
    this.#leadMs = leadMs;
    this.view.setState({ position, leadMs, seeking: true, error: null });
  }

  #go(): void {
    this.#start((signal) => this.#arrive(signal));
  }

  /** Ends what is under way and does this instead; the screen is used by one at a time. */
  #start(job: (signal: AbortSignal) => Promise<void>): void {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    const before = this.#job;
    const run = async (): Promise<void> => {
      await before;
      if (signal.aborted) return;
      this.view.setState({ pauseMs: null });
      try {
        await job(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#tell();
        this.view.setState({ playing: false, error: toUmlautError(error) });
      }
    };
    this.#job = run();
  }

  async #arrive(signal: AbortSignal): Promise<void> {
    if (this.#wanted === null) this.#tell();
    else {
      await this.#showUpTo(this.#wanted, signal);
      if (!signal.aborted) await this.#limitLead(signal);
      if (signal.aborted) return;
      this.#wanted = null;
      this.#tell();
    }
    if (this.view.getState().playing) await this.#replay(signal);
  }

  async #showUpTo(target: number, signal: AbortSignal): Promise<void> {
    const start = replayStart(target, this.#pages.extent);
    if (this.#shown === null || this.#shown <= start || this.#shown > target) {
      // What is on the screen stays there until there is something in its place.
      if (start < target) await framesFrom(this.#pages, start, signal);
      if (signal.aborted) return;
      this.#target.reset();
      this.#shown = start;
      this.#last = null;
    }
    while (this.#shown < target) {
      const frames = await framesFrom(this.#pages, this.#shown, signal);
      if (signal.aborted || frames.length === 0) return;
      for (const batch of batchesOf(frames.filter(({ offset }) => offset < target))) {
        await this.#show(batch, target);
        if (signal.aborted) return;
      }
    }
  }

  /** Nothing is later than what follows. */
  async #limitLead(signal: AbortSignal): Promise<void> {
    if (this.#leadMs === 0) return;
    const [next] = await framesFrom(this.#pages, this.#shown ?? 0, signal);
    if (signal.aborted) return;
    const pause = next === undefined ? 0 : pauseBefore(next, this.#last, this.#pace.skipIdle);
    this.#leadMs = Math.min(this.#leadMs, pause);
  }

  async #replay(signal: AbortSignal): Promise<void> {
    let due = performance.now();
    for (;;) {
      const frames = await framesFrom(this.#pages, this.#shown ?? 0, signal);
      if (signal.aborted) return;
      const [first, ...rest] = frames;
      if (first === undefined) break;
      this.#pages.prepare(PassagePages.indexOf(first.offset) + 1);
      const pauseMs = Math.max(0, this.#pauseBefore(first, this.#last) - this.#leadMs / this.#pace.speed);
      due = Math.max(due + pauseMs, performance.now() - MAX_LAG_MS);
      await this.#wait(due, pauseMs, signal);
      if (signal.aborted) return;
      const batch = [first];
      let before = first;
      for (const frame of rest) {
        const nextDue = due + this.#pauseBefore(frame, before);
        if (nextDue > performance.now() + TOGETHER_MS || !fitTogether(before, frame)) break;
        due = nextDue;
        batch.push(frame);
        before = frame;
      }
      if (first.isBoot && first.offset === this.#shown) this.#target.reset();
      await this.#show(batch, Infinity);
      if (signal.aborted) return;
      this.#tell();
    }
    this.view.setState({ playing: false });
  }

  #pauseBefore(frame: Frame, before: Frame | null): number {
    return pauseBefore(frame, before, this.#pace.skipIdle) / this.#pace.speed;
  }

  async #wait(due: number, pauseMs: number, signal: AbortSignal): Promise<void> {
    const ms = due - performance.now();
    if (ms <= TOGETHER_MS) return;
    if (pauseMs > TOLD_PAUSE_MS) this.view.setState({ pauseMs });
    const { speed } = this.#pace;
    const began = performance.now();
    await untilAborted(new Promise((resolve) => setTimeout(resolve, ms)), signal);
    // Who pauses within a pause goes on there.
    if (signal.aborted && this.#wanted === null) this.#leadMs += (performance.now() - began) * speed;
    if (!signal.aborted && pauseMs > TOLD_PAUSE_MS) this.view.setState({ pauseMs: null });
  }

  /** Frames of one size, which follow what is shown, up to `target`. */
  async #show(frames: readonly Frame[], target: number): Promise<void> {
    const last = frames.at(-1);
    if (last === undefined) return;
    const end = Math.min(last.end, target);
    const bytes = joinFrames(frames, this.#shown ?? 0, end);
    await this.#target.show(bytes, last.size);
    this.#shown = end;
    this.#last = last;
    if (this.#wanted === null) this.#leadMs = 0;
  }

  #tell(): void {
    const position = this.#shown ?? this.view.getState().position;
    const boot = this.#boots.find(({ offset }) => offset === position);
    const at = boot?.at ?? this.#last?.at ?? null;
    const leadMs = this.#leadMs;
    this.view.setState({ position, leadMs, at: at === null ? null : at + leadMs, seeking: false });
  }
}
