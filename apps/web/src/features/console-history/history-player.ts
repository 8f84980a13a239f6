import type { UmlautError } from '@umlaut/contracts/errors';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { toUmlautError } from '../../lib/read-error.ts';
import { batchesOf, fitTogether, joinFrames } from './frame-batches.ts';
import { PassagePages, type Extent, type LoadPassage } from './passage-pages.ts';
import { placeAfter, previousBoot, replayStart, type BootPlace } from './replay-place.ts';
import { frameIndexAt, pauseBefore, timelineOf, type Frame, type TerminalSize } from './timeline.ts';
import { untilAborted } from './until-aborted.ts';

/** Frames that are due within this time are shown together, milliseconds. */
const TOGETHER_MS = 16;
/** How far a replay may fall behind before it gives up catching up, milliseconds. */
const MAX_LAG_MS = 250;
/** A pause longer than this is told, milliseconds. */
const TOLD_PAUSE_MS = 2_000;
/** How many pages a jump by time looks through. */
const MAX_JUMP_PAGES = 16;

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
  /** When the newest of it came; null: nobody knows. */
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

  /** Shows everything before `offset`, and goes on from there if it was playing. */
  seek(offset: number): void {
    this.#want(offset);
    this.#go();
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
      const place = await this.#placeAfter(position, ms, signal);
      if (signal.aborted) return;
      this.#want(place);
      await this.#arrive(signal);
    });
  }

  dispose(): void {
    this.#abort.abort();
  }

  #want(offset: number): void {
    const { oldest, end } = this.#pages.extent;
    const position = Math.min(end, Math.max(oldest, offset));
    this.#wanted = position;
    this.view.setState({ position, seeking: true, error: null });
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
      if (start < target) await this.#framesFrom(start, signal);
      if (signal.aborted) return;
      this.#target.reset();
      this.#shown = start;
      this.#last = null;
    }
    while (this.#shown < target) {
      const frames = await this.#framesFrom(this.#shown, signal);
      if (signal.aborted || frames.length === 0) return;
      for (const batch of batchesOf(frames.filter(({ offset }) => offset < target))) {
        await this.#show(batch, target);
        if (signal.aborted) return;
      }
    }
  }

  async #replay(signal: AbortSignal): Promise<void> {
    let due = performance.now();
    for (;;) {
      const frames = await this.#framesFrom(this.#shown ?? 0, signal);
      if (signal.aborted) return;
      const [first, ...rest] = frames;
      if (first === undefined) break;
      this.#pages.prepare(PassagePages.indexOf(first.offset) + 1);
      const pauseMs = this.#pauseBefore(first, this.#last);
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
    await untilAborted(new Promise((resolve) => setTimeout(resolve, ms)), signal);
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
  }

  /** The rest of the page from `offset` on, or of the next one that has any; none at the end. */
  async #framesFrom(offset: number, signal: AbortSignal): Promise<readonly Frame[]> {
    for (let index = PassagePages.indexOf(offset); ; index += 1) {
      const before = this.#pages.extent;
      const frames = await untilAborted(this.#pages.frames(index), signal);
      if (signal.aborted || frames === undefined) return [];
      const from = frameIndexAt(frames, offset);
      if (from < frames.length) return frames.slice(from);
      if (PassagePages.indexOf(before.end) <= index) return [];
    }
  }

  async #placeAfter(position: number, ms: number, signal: AbortSignal): Promise<number> {
    const { skipIdle } = this.#pace;
    const here = PassagePages.indexOf(ms < 0 ? Math.max(0, position - 1) : position);
    let frames: readonly Frame[] = [];
    let place = position;
    for (let count = 0; count < MAX_JUMP_PAGES; count += 1) {
      const index = ms < 0 ? here - count : here + count;
      const { oldest, end } = this.#pages.extent;
      if (index < PassagePages.indexOf(oldest) || index > PassagePages.indexOf(end)) break;
      const page = await untilAborted(this.#pages.frames(index), signal);
      if (page === undefined) break;
      frames = ms < 0 ? [...page, ...frames] : [...frames, ...page];
      const { offset, isCovered } = placeAfter(timelineOf(frames, skipIdle), position, ms);
      place = offset;
      if (isCovered) break;
    }
    return place;
  }

  #tell(): void {
    const position = this.#shown ?? this.view.getState().position;
    const boot = this.#boots.find(({ offset }) => offset === position);
    this.view.setState({ position, at: boot?.at ?? this.#last?.at ?? null, seeking: false });
  }
}
