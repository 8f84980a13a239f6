import type { Terminal } from '@xterm/xterm';
import type { GuestLinkId } from '@umlaut/contracts/model';
import { createTerminal, terminalOptions } from '../../../components/terminal/create-terminal.ts';
import type { TerminalAppearance } from '../../../components/terminal/create-terminal.ts';
import { fittingFont, measureLetter, type LetterShape } from '../../../components/terminal/fitting-font.ts';
import { tabId } from '../../../lib/tab-id.ts';
import { ConsoleConnection } from '../connection/console-connection.ts';
import { onWake } from '../connection/wake-events.ts';
import { createXtermPort } from '../connection/xterm-port.ts';
import { guestConsoleUrl } from './guest-address.ts';

/** Beside the screen xterm.js draws a scrollbar. */
const SCROLLBAR_PX = 14;

/** A console to look at: as large as the guest's terminal is, in letters that fit its place. No React. */
export class GuestTerminal {
  readonly terminal: Terminal;
  readonly connection: ConsoleConnection;
  readonly #place: HTMLElement;
  readonly #observer: ResizeObserver;
  readonly #unsubscribe: () => void;
  #letter: LetterShape;
  #fontSize: number;

  constructor(place: HTMLElement, link: GuestLinkId, appearance: TerminalAppearance) {
    this.#place = place;
    this.#fontSize = appearance.fontSize;
    const { terminal } = createTerminal(place, appearance);
    this.terminal = terminal;
    this.#letter = measureLetter(appearance.fontFamily, terminal.options.lineHeight ?? 1);
    this.connection = new ConsoleConnection({
      terminal: createXtermPort(terminal),
      url: ({ from }) => guestConsoleUrl(link, location.href, { from, me: tabId() }),
      openSocket: (url) => new WebSocket(url),
      // A guest decides nothing for others.
      claimSize: () => null,
      onWake,
    });
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(place);
    this.#unsubscribe = this.connection.subscribe(() => this.#follow());
  }

  show(appearance: TerminalAppearance): void {
    this.#fontSize = appearance.fontSize;
    this.#letter = measureLetter(appearance.fontFamily, this.terminal.options.lineHeight ?? 1);
    const fontSize = this.terminal.options.fontSize ?? appearance.fontSize;
    Object.assign(this.terminal.options, terminalOptions({ ...appearance, fontSize }));
    this.#fit();
  }

  dispose(): void {
    this.#unsubscribe();
    this.#observer.disconnect();
    this.connection.close();
    this.terminal.dispose();
  }

  #follow(): void {
    const { size } = this.connection.snapshot;
    const { cols, rows } = this.terminal;
    if (size === null || (size.cols === cols && size.rows === rows)) return;
    this.terminal.resize(size.cols, size.rows);
    this.#fit();
  }

  #fit(): void {
    const place = { width: this.#place.clientWidth - SCROLLBAR_PX, height: this.#place.clientHeight };
    if (place.width <= 0) return;
    const fontSize = fittingFont(this.terminal, place, { letter: this.#letter, most: this.#fontSize });
    if (fontSize !== this.terminal.options.fontSize) this.terminal.options.fontSize = fontSize;
  }
}
