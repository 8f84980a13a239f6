import type { WindowSize } from '../connection/console-address.ts';

export interface SizeKeeperOptions {
  terminal: { readonly cols: number; readonly rows: number; resize(cols: number, rows: number): void };
  /** The size that fits the place on the page; null while nobody can see it. */
  propose(): WindowSize | null;
  /** Tells the guest. */
  send(size: WindowSize): void;
  onFollowing(following: boolean): void;
}

/** How long the place on the page must keep still before the guest is told, milliseconds. */
export const PLACE_SETTLE_MS = 80;
/** Sizes that follow each other faster than this are echoes of somebody's drag, milliseconds. */
export const TOLD_SETTLE_MS = 150;

/**
 * A console has one window size for all its viewers. Whoever touched it last decides: this view claims the
 * size of its place when it opens, is resized or is focused, and follows the others' otherwise.
 */
export class SizeKeeper {
  readonly #options: SizeKeeperOptions;
  #following = false;
  #placeTimer: ReturnType<typeof setTimeout> | undefined;
  #toldTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SizeKeeperOptions) {
    this.#options = options;
  }

  /** True while the terminal has a size that another viewer chose. */
  get following(): boolean {
    return this.#following;
  }

  /** The place on the page may have changed; call it as often as that happens. */
  placeChanged(): void {
    clearTimeout(this.#placeTimer);
    this.#placeTimer = setTimeout(() => this.claim(), PLACE_SETTLE_MS);
  }

  /** Makes terminal and guest fit the place now. */
  claim(): void {
    clearTimeout(this.#placeTimer);
    const size = this.#options.propose();
    if (size === null) return;
    clearTimeout(this.#toldTimer);
    this.#setFollowing(false);
    this.#resizeTerminal(size);
    this.#options.send(size);
  }

  /**
   * The connection is there, and the guest has that size. A view that claimed the size of its place when it
   * began to connect claims it again: the place may have changed meanwhile, and nobody could be told.
   */
  connected(size: WindowSize): void {
    if (this.#following || this.#options.propose() === null) this.told(size);
    else this.claim();
  }

  /** The server said what size the guest has; our own wishes come back this way too. */
  told(size: WindowSize): void {
    clearTimeout(this.#toldTimer);
    this.#toldTimer = setTimeout(() => {
      const { cols, rows } = this.#options.terminal;
      if (size.cols === cols && size.rows === rows) return;
      this.#resizeTerminal(size);
      this.#setFollowing(true);
    }, TOLD_SETTLE_MS);
  }

  dispose(): void {
    clearTimeout(this.#placeTimer);
    clearTimeout(this.#toldTimer);
  }

  #resizeTerminal({ cols, rows }: WindowSize): void {
    const { terminal } = this.#options;
    if (terminal.cols !== cols || terminal.rows !== rows) terminal.resize(cols, rows);
  }

  #setFollowing(following: boolean): void {
    if (following === this.#following) return;
    this.#following = following;
    this.#options.onFollowing(following);
  }
}
