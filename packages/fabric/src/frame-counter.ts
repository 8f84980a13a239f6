import type { DropReason, FrameCounters } from '@umlaut/contracts/model';

/** Drops are rare: those may take a moment. */
export class FrameCounter {
  /** Frames, bytes: doubles in an array, which counting never allocates. */
  readonly #totals = new Float64Array(2);
  readonly #drops = new Map<DropReason, number>();
  /** Told of each drop, while somebody traces. */
  onDrop: ((reason: DropReason) => void) | null = null;

  count(bytes: number): void {
    this.#totals[0] = (this.#totals[0] ?? 0) + 1;
    this.#totals[1] = (this.#totals[1] ?? 0) + bytes;
  }

  /** Counted, and found out later not to have arrived. */
  uncount(frames: number, bytes: number): void {
    this.#totals[0] = Math.max(0, (this.#totals[0] ?? 0) - frames);
    this.#totals[1] = Math.max(0, (this.#totals[1] ?? 0) - bytes);
  }

  drop(reason: DropReason, frames = 1): void {
    this.#drops.set(reason, (this.#drops.get(reason) ?? 0) + frames);
    this.onDrop?.(reason);
  }

  get frames(): number {
    return this.#totals[0] ?? 0;
  }

  get bytes(): number {
    return this.#totals[1] ?? 0;
  }

  dropped(reason: DropReason): number {
    return this.#drops.get(reason) ?? 0;
  }

  read(): FrameCounters {
    return { frames: this.frames, bytes: this.bytes, drops: Object.fromEntries(this.#drops) };
  }
}
