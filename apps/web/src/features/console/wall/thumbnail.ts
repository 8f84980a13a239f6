import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { Terminal } from '@xterm/xterm';
import { consoleUrl, type ConsoleAddress } from '../connection/console-address.ts';
import { ConsoleConnection } from '../connection/console-connection.ts';
import type { TerminalPort } from '../connection/terminal-port.ts';
import { keyboardView } from '../connection/keyboard-state.ts';
import { viewerWords } from '../connection/viewer-words.ts';
import { onWake } from '../connection/wake-events.ts';
import { createXtermPort } from '../connection/xterm-port.ts';
import type { ConnectTurns } from './connect-turns.ts';
import { lastLine } from './last-line.ts';
import type { PaintQueue } from './paint-queue.ts';
import { paintScreen, type ScreenLook } from './paint-screen.ts';
import type { ParseBudget } from './parse-budget.ts';

/** Enough for a screen: what scrolled away is not shown. */
const TAIL_BYTES = 8_192;

export interface ThumbnailOptions {
  canvas: HTMLCanvasElement;
  address: ConsoleAddress;
  look: ScreenLook;
  budget: ParseBudget;
  paints: PaintQueue;
  turns: ConnectTurns;
}

/** A console as a small live picture: a terminal that is never opened, drawn into a canvas. No React. */
export class Thumbnail {
  readonly connection: ConsoleConnection;
  readonly #options: ThumbnailOptions;
  readonly #terminal: Terminal;
  readonly #ends: (() => void)[] = [];
  #look: ScreenLook;

  constructor(options: ThumbnailOptions) {
    this.#options = options;
    this.#look = options.look;
    this.#terminal = new Terminal({ allowProposedApi: true, scrollback: 0, cols: 80, rows: 24 });
    this.#terminal.loadAddon(new UnicodeGraphemesAddon());
    this.#terminal.onWriteParsed(() => options.paints.changed(this));
    this.connection = new ConsoleConnection({
      terminal: withinBudget(createXtermPort(this.#terminal), options.budget),
      url: ({ from }) =>
        consoleUrl(options.address, location.href, {
          from,
          size: null,
          tail: TAIL_BYTES,
          viewer: viewerWords(false),
        }),
      openSocket: (url) => new WebSocket(url),
      // It shows the guest's screen as it is, whatever size that has.
      claimSize: () => null,
      asleep: true,
      onWake,
    });
    const giveTurnBack = options.turns.take(() => this.connection.begin());
    this.#ends.push(
      giveTurnBack,
      this.connection.subscribe(() => {
        if (this.connection.snapshot.phase.kind !== 'connecting') giveTurnBack();
      }),
      this.connection.subscribe(() => {
        const { size } = this.connection.snapshot;
        if (size === null) return;
        if (size.cols === this.#terminal.cols && size.rows === this.#terminal.rows) return;
        this.#terminal.resize(size.cols, size.rows);
        options.paints.changed(this);
      }),
    );
    const place = new ResizeObserver((entries) => {
      const box = entries.at(-1)?.contentRect;
      if (box !== undefined) this.#fit(box);
    });
    place.observe(options.canvas);
    this.#ends.push(() => place.disconnect());
  }

  show(look: ScreenLook): void {
    this.#look = look;
    this.#options.paints.changed(this);
  }

  /** False when the guest would not get it: not live, or somebody else has the keyboard. */
  type(bytes: Uint8Array<ArrayBuffer>): boolean {
    const { connection } = this;
    return keyboardView(connection.snapshot.viewers).mayType && connection.sendInput(bytes);
  }

  paint(): void {
    const { canvas } = this.#options;
    paintScreen(canvas, this.#terminal, this.#look);
    canvas.dataset['lastLine'] = lastLine(this.#terminal);
  }

  dispose(): void {
    for (const end of this.#ends) end();
    this.connection.close();
    this.#options.paints.forget(this);
    this.#terminal.dispose();
  }

  /** Takes the size that was observed: to ask for it would lay out the page anew for each of a hundred. */
  #fit({ width, height }: DOMRectReadOnly): void {
    const { canvas, paints } = this.#options;
    canvas.width = Math.max(1, Math.round(width * devicePixelRatio));
    canvas.height = Math.max(1, Math.round(height * devicePixelRatio));
    paints.changed(this);
  }
}

function withinBudget(port: TerminalPort, budget: ParseBudget): TerminalPort {
  return {
    write: (bytes, parsed) => budget.spend(bytes.length, () => port.write(bytes, parsed)),
    mark: (mark, parsed) => budget.spend(0, () => port.mark(mark, parsed)),
  };
}
