import type { Terminal } from '@xterm/xterm';
import type { SearchAddon } from '@xterm/addon-search';
import { createTerminal, terminalOptions } from '../../components/terminal/create-terminal.ts';
import type { TerminalAppearance } from '../../components/terminal/create-terminal.ts';
import type { ReplayTarget } from './history-player.ts';
import type { TerminalSize } from './timeline.ts';

/** Smaller letters cannot be read: then the box scrolls. */
const MIN_FONT_SIZE = 7;
const FIRST_SIZE = { cols: 80, rows: 24 };

/** A terminal of the size that the guest had, in letters that make it fit into its place. */
export class ReplayScreen implements ReplayTarget {
  readonly #place: HTMLElement;
  readonly #terminal: Terminal;
  readonly #search: SearchAddon;
  readonly #observer: ResizeObserver;
  #fontSize: number;

  constructor(place: HTMLElement, appearance: TerminalAppearance) {
    this.#place = place;
    this.#fontSize = appearance.fontSize;
    const { terminal, search } = createTerminal(place, appearance);
    this.#terminal = terminal;
    this.#search = search;
    terminal.options.cursorInactiveStyle = 'outline';
    terminal.options.cursorBlink = false;
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

  show(bytes: Uint8Array, size: TerminalSize | null): Promise<void> {
    const { cols, rows } = this.#terminal;
    if (size !== null && (size.cols !== cols || size.rows !== rows)) {
      this.#terminal.resize(size.cols, size.rows);
      this.#fit();
    }
    return new Promise((resolve) => {
      this.#terminal.write(bytes, resolve);
    });
  }

  /** Selects the last place where the text stands, if it is in sight or above. */
  point(text: string, matchCase: boolean): void {
    this.#terminal.clearSelection();
    this.#search.findPrevious(text, { caseSensitive: matchCase });
  }

  restyle(appearance: TerminalAppearance): void {
    this.#fontSize = appearance.fontSize;
    Object.assign(this.#terminal.options, terminalOptions(appearance));
    this.#fit();
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#terminal.dispose();
  }

  /** As large as the settings say, or as the place allows. */
  #fit(): void {
    const screen = this.#place.querySelector<HTMLElement>('.xterm-screen');
    const { fontSize } = this.#terminal.options;
    if (screen === null || fontSize === undefined || screen.offsetWidth === 0) return;
    const byWidth = (fontSize * this.#place.clientWidth) / screen.offsetWidth;
    const byHeight = (fontSize * this.#place.clientHeight) / screen.offsetHeight;
    const fitting = Math.floor(Math.min(this.#fontSize, byWidth, byHeight));
    const next = Math.max(MIN_FONT_SIZE, fitting);
    if (next !== fontSize) this.#terminal.options.fontSize = next;
  }
}
