export interface TypingProgress {
  typed: number;
  total: number;
}

export interface SlowTyperOptions {
  /** @returns false when the guest cannot be typed to now */
  send: (text: string) => boolean;
  /** Null once it has ended. */
  onProgress: (progress: TypingProgress | null) => void;
}

/** Shortest step of a timer that a browser keeps, milliseconds. */
const TICK_MS = 20;

/** Types a text as slowly as a guest can take it: some drop input that comes faster than they read. */
export class SlowTyper {
  readonly #options: SlowTyperOptions;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: SlowTyperOptions) {
    this.#options = options;
  }

  /** @param perSecond characters; what was being typed is given up */
  start(text: string, perSecond: number): void {
    this.stop();
    // Enter is what a keyboard sends for the end of a line. Never half of a character.
    const letters = Array.from(text.replaceAll(/\r?\n/g, '\r'));
    if (letters.length === 0) return;
    const perTick = (perSecond * TICK_MS) / 1000;
    let due = 0;
    let typed = 0;
    this.#options.onProgress({ typed, total: letters.length });
    this.#timer = setInterval(() => {
      due = Math.min(letters.length, due + perTick);
      const until = Math.floor(due);
      if (until > typed) {
        if (!this.#options.send(letters.slice(typed, until).join(''))) {
          // What was lost meanwhile cannot be known: the rest would make no sense.
          this.stop();
          return;
        }
        typed = until;
        this.#options.onProgress({ typed, total: letters.length });
      }
      if (typed === letters.length) this.stop();
    }, TICK_MS);
  }

  stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#options.onProgress(null);
  }
}
