import type { Terminal } from '@xterm/xterm';
import type { SearchAddon } from '@xterm/addon-search';
import { createTerminal, terminalOptions } from '../../components/terminal/create-terminal.ts';
import type { TerminalAppearance } from '../../components/terminal/create-terminal.ts';
import { ExtraAddons } from '../../components/terminal/extra-addons.ts';
import { fittingFont, measureLetter, type LetterShape } from '../../components/terminal/fitting-font.ts';
import type { ReplayTarget } from './history-player.ts';
import type { TerminalSize } from './timeline.ts';

/** Beside the screen xterm.js draws a scrollbar. */
const SCROLLBAR_PX = 14;
const FIRST_SIZE = { cols: 80, rows: 24 };

/** A terminal of the size that the guest had, in letters that make it fit into its place. */
export class ReplayScreen implements ReplayTarget {
  readonly #place: HTMLElement;
  readonly #terminal: Terminal;
  readonly #search: SearchAddon;
  readonly #extras: ExtraAddons;
  readonly #observer: ResizeObserver;
  #letter: LetterShape;
  #fontSize: number;

  constructor(place: HTMLElement, appearance: TerminalAppearance) {
    this.#place = place;
    this.#fontSize = appearance.fontSize;
    const { terminal, search } = createTerminal(place, appearance);
    this.#terminal = terminal;
    this.#search = search;
    this.#extras = new ExtraAddons(terminal);
    this.#extras.use(appearance);
    terminal.options.cursorInactiveStyle = 'outline';
    terminal.options.cursorBlink = false;
    this.#letter = measureLetter(appearance.fontFamily, terminal.options.lineHeight ?? 1);
    terminal.resize(FIRST_SIZE.cols, FIRST_SIZE.rows);
    // The player owns the keys, and the box around has the focus.
    terminal.attachCustomKeyEventHandler((event) => event.shiftKey && event.key.startsWith('Page'));
    terminal.textarea?.setAttribute('tabindex', '-1');
    terminal.textarea?.setAttribute('aria-label', 'What is replayed');
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(place);
  }

  reset(): void {
    this.#search.clearDecorations();
    this.#terminal.clearSelection();
    this.#terminal.reset();
  }

  async show(bytes: Uint8Array, size: TerminalSize | null): Promise<void> {
    // Pictures are read once, as the text that they stand in is.
    await this.#extras.imagesReady;
    const { cols, rows } = this.#terminal;
    if (size !== null && (size.cols !== cols || size.rows !== rows)) {
      this.#fit(size);
      this.#terminal.resize(size.cols, size.rows);
    }
    await new Promise<void>((resolve) => {
      this.#terminal.write(bytes, resolve);
    });
  }

  /** Selects the last place where the text stands, if it is in sight or above. */
  point(text: string, matchCase: boolean): void {
    this.#terminal.clearSelection();
    this.#search.findPrevious(text, { caseSensitive: matchCase });
  }

  restyle(appearance: TerminalAppearance): void {
    const terminal = this.#terminal;
    this.#fontSize = appearance.fontSize;
    this.#letter = measureLetter(appearance.fontFamily, terminal.options.lineHeight ?? 1);
    // Not larger than what fits, not even for a moment.
    const fontSize = terminal.options.fontSize ?? appearance.fontSize;
    Object.assign(terminal.options, terminalOptions({ ...appearance, fontSize }));
    this.#extras.use(appearance);
    this.#fit();
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#extras.dispose();
    this.#terminal.dispose();
  }

  /** Letters as large as the settings say, or as the place allows. */
  #fit(size: TerminalSize = this.#terminal): void {
    const place = { width: this.#place.clientWidth - SCROLLBAR_PX, height: this.#place.clientHeight };
    if (place.width <= 0) return;
    const next = fittingFont(size, place, { letter: this.#letter, most: this.#fontSize });
    if (next !== this.#terminal.options.fontSize) this.#terminal.options.fontSize = next;
  }
}
