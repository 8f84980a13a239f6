import type { Terminal } from '@xterm/xterm';
import type { StoreApi } from 'zustand/vanilla';
import type { ConsoleConnection } from '../connection/console-connection.ts';
import type { TerminalView } from './terminal-view.ts';

const MIB = 1024 * 1024;
/** What a terminal begins with at least, and with most windows. */
const FIRST_TAIL_BYTES = 8_192;
/** Bytes of the log that the terminal holds after each step; beyond a viewer counts as lagging (CONSOLE_MAX_LAG_BYTES). */
const STEPS = [MIB / 4, MIB, 2 * MIB, 4 * MIB, 7 * MIB];
/** The first step comes by itself. */
const BY_ITSELF = MIB / 4;
/** A line of a log is seldom shorter. */
const BYTES_PER_LINE = 20;
/** Each costs about a kilobyte. */
const MAX_LINES = 100_000;

/**
 * How much of the log a terminal begins with: what may fill its window, and no more, so that the newest line is there at
 * once. Pure.
 */
export function firstTail({ cols, rows }: { cols: number; rows: number }): number {
  return Math.max(FIRST_TAIL_BYTES, cols * rows);
}

export interface ScrollbackPagerOptions {
  terminal: Terminal;
  connection: Pick<ConsoleConnection, 'reread' | 'snapshot' | 'subscribe' | 'givenBytes'>;
  view: StoreApi<TerminalView>;
}

/**
 * Reaches beyond what the terminal holds: reads the console again from further back, with room for more lines,
 * and puts the view back to where it was.
 */
export class ScrollbackPager {
  readonly #options: ScrollbackPagerOptions;
  /** What the terminal begins with has come. */
  #hasBegun = false;
  /** Steps that were taken. */
  #done = 0;
  /** Lines between the view and the newest line, to be restored once all has been read. */
  #place: number | null = null;
  readonly #end: () => void;

  constructor(options: ScrollbackPagerOptions) {
    this.#options = options;
    this.#end = options.connection.subscribe(() => this.#restore());
  }

  /** To be called when the view may have moved. */
  moved(): void {
    const { terminal, view } = this.#options;
    const { viewportY, baseY, type } = terminal.buffer.active;
    const isAtTop = viewportY === 0 && baseY > 0 && type === 'normal';
    const hasMore = isAtTop && this.#place === null && (this.#isFull || this.#hasEarlier);
    if (hasMore && this.#beganShort) this.more();
    else {
      const earlier = !hasMore ? null : this.#next === undefined ? 'history' : 'here';
      if (earlier !== view.getState().earlier) view.setState({ earlier });
    }
  }

  /** Reads what was left out for the sake of speed, for whoever wants to look through all of it. */
  fill(): void {
    if (this.#hasEarlier && this.#beganShort) this.more();
  }

  /** Reads more of what came before. */
  more(): void {
    const step = this.#next;
    const bytes = STEPS[step ?? STEPS.length];
    if (step === undefined || bytes === undefined) return;
    const { terminal, connection } = this.#options;
    const { viewportY, baseY } = terminal.buffer.active;
    this.#done = step + 1;
    this.#place = baseY - viewportY;
    const lines = Math.min(MAX_LINES, Math.ceil(bytes / BYTES_PER_LINE));
    terminal.options.scrollback = Math.max(terminal.options.scrollback ?? 0, lines);
    connection.reread(bytes);
  }

  /** The terminal has dropped lines: how many bytes it still shows, nobody knows. */
  get #isFull(): boolean {
    const { rows, options, buffer } = this.#options.terminal;
    return buffer.active.length >= rows + (options.scrollback ?? 0);
  }

  get #hasEarlier(): boolean {
    return this.#options.connection.snapshot.hasEarlier;
  }

  /** It holds less than a console usually begins with. */
  get #beganShort(): boolean {
    return !this.#isFull && this.#done === 0 && this.#options.connection.givenBytes < BY_ITSELF;
  }

  /** The step that brings more than is there. */
  get #next(): number | undefined {
    const given = this.#isFull ? BY_ITSELF : this.#options.connection.givenBytes;
    const step = STEPS.findIndex((bytes, index) => index >= this.#done && bytes > given);
    return step === -1 ? undefined : step;
  }

  dispose(): void {
    this.#end();
  }

  #restore(): void {
    const { terminal, connection } = this.#options;
    const { phase, replaying } = connection.snapshot;
    if (replaying || phase.kind === 'connecting') return;
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      // Colours take bytes and no room: a window that is not full shows all there is.
      if (terminal.buffer.active.baseY === 0 && terminal.buffer.active.type === 'normal') this.fill();
    }
    if (this.#place === null) return;
    terminal.scrollToLine(Math.max(0, terminal.buffer.active.baseY - this.#place));
    this.#place = null;
    this.moved();
  }
}
