/** A screen is drawn again this often at most, milliseconds. */
const PAINT_INTERVAL_MS = 200;
/** What drawing may take of one frame, milliseconds; the others wait for the next. */
const FRAME_BUDGET_MS = 5;

interface Screen {
  paint: () => void;
}

/** Draws the screens that changed, a few a frame, and each not more often than eyes follow. */
export class PaintQueue {
  readonly #paintedAt = new WeakMap<Screen, number>();
  readonly #changed = new Set<Screen>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame: number | null = null;

  /** To be called as often as the screen changes. */
  changed(screen: Screen): void {
    this.#changed.add(screen);
    this.#plan();
  }

  forget(screen: Screen): void {
    this.#changed.delete(screen);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#changed.clear();
  }

  #plan(): void {
    if (this.#frame !== null || this.#timer !== undefined) return;
    const now = performance.now();
    const waits = Array.from(
      this.#changed,
      (screen) => (this.#paintedAt.get(screen) ?? 0) + PAINT_INTERVAL_MS - now,
    );
    const wait = Math.min(...waits);
    if (wait <= 0) this.#frame = requestAnimationFrame(() => this.#paint());
    else
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#plan();
      }, wait);
  }

  #paint(): void {
    this.#frame = null;
    const begun = performance.now();
    for (const screen of this.#changed) {
      const now = performance.now();
      if (now - begun > FRAME_BUDGET_MS) break;
      if (now - (this.#paintedAt.get(screen) ?? -PAINT_INTERVAL_MS) < PAINT_INTERVAL_MS) continue;
      this.#changed.delete(screen);
      this.#paintedAt.set(screen, now);
      screen.paint();
    }
    if (this.#changed.size > 0) this.#plan();
  }
}
