import type { Terminal } from '@xterm/xterm';
import type { StoreApi } from 'zustand/vanilla';
import type { ConsoleConnection } from '../connection/console-connection.ts';
import type { TerminalView } from './terminal-view.ts';

const MIB = 1024 * 1024;
/** Bytes of the log that the terminal holds after each step; beyond a viewer counts as lagging (CONSOLE_MAX_LAG_BYTES). */
const STEPS = [MIB, 2 * MIB, 4 * MIB, 7 * MIB];
/** A line of a log is seldom shorter. */
const BYTES_PER_LINE = 20;
/** Each costs about a kilobyte. */
const MAX_LINES = 100_000;

export interface ScrollbackPagerOptions {
  terminal: Terminal;
  connection: Pick<ConsoleConnection, 'reread' | 'snapshot' | 'subscribe'>;
  view: StoreApi<TerminalView>;
}

/**
 * Reaches beyond what the terminal holds: reads the console again from further back, with room for more lines,
 * and puts the view back to where it was.
 */
export class ScrollbackPager {
  readonly #options: ScrollbackPagerOptions;
  #step = 0;
  /** Lines between the view and the newest line, to be restored once all has been read. */
  #place: number | null = null;
  readonly #end: () => void;

  constructor(options: ScrollbackPagerOptions) {
    this.#options = options;
    this.#end = options.connection.subscribe(() => this.#restore());
  }

  /** To be called when the view may have moved. */
  moved(): void {
    const { terminal, view, connection } = this.#options;
    const { viewportY, baseY, length } = terminal.buffer.active;
    const isFull = length >= terminal.rows + (terminal.options.scrollback ?? 0);
    const hasMore = isFull || connection.snapshot.hasEarlier;
    const isAtTop = viewportY === 0 && baseY > 0 && terminal.buffer.active.type === 'normal';
    const earlier = !isAtTop || !hasMore ? null : this.#step < STEPS.length ? 'here' : 'history';
    if (earlier !== view.getState().earlier) view.setState({ earlier });
  }

  /** Reads more of what came before. */
  more(): void {
    const bytes = STEPS[this.#step];
    if (bytes === undefined) return;
    const { terminal, connection } = this.#options;
    const { viewportY, baseY } = terminal.buffer.active;
    this.#step++;
    this.#place = baseY - viewportY;
    terminal.options.scrollback = Math.min(MAX_LINES, Math.ceil(bytes / BYTES_PER_LINE));
    connection.reread(bytes);
  }

  dispose(): void {
    this.#end();
  }

  #restore(): void {
    const { terminal, connection } = this.#options;
    const { phase, replaying } = connection.snapshot;
    if (this.#place === null || replaying || phase.kind === 'connecting') return;
    terminal.scrollToLine(Math.max(0, terminal.buffer.active.baseY - this.#place));
    this.#place = null;
    this.moved();
  }
}
