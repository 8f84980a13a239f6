import type { IDisposable, IParser } from '@xterm/xterm';

/** Answers of a terminal to the focus events that a guest subscribed to (DECSET 1004). */
const FOCUS_REPORTS: ReadonlySet<string> = new Set(['\u001B[I', '\u001B[O']);

type QueryHooks = Pick<IParser, 'registerCsiHandler' | 'registerDcsHandler' | 'registerOscHandler'>;

/**
 * Tells the terminal's own answers from what a person types. The bytes alone cannot: a cursor report
 * `CSI 1;2R` is also Shift-F3. But a terminal answers within the very call that parses the question, and
 * no key can be pressed inside one synchronous call, so whatever comes out after a question was seen and
 * before the next microtask is an answer. Questions known to xterm.js 6: DSR, DA1, DA2, DECRQM, window
 * reports, DECRQSS, OSC colours, and switching on focus reports.
 */
export class ReplyWatch {
  readonly #hooks: IDisposable[];
  #answering = false;

  constructor(parser: QueryHooks) {
    const seen = (): false => {
      if (!this.#answering) {
        this.#answering = true;
        queueMicrotask(() => {
          this.#answering = false;
        });
      }
      // The terminal's own handler is to run next.
      return false;
    };
    this.#hooks = [
      parser.registerCsiHandler({ final: 'n' }, seen),
      parser.registerCsiHandler({ prefix: '?', final: 'n' }, seen),
      parser.registerCsiHandler({ final: 'c' }, seen),
      parser.registerCsiHandler({ prefix: '>', final: 'c' }, seen),
      parser.registerCsiHandler({ intermediates: '$', final: 'p' }, seen),
      parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, seen),
      parser.registerCsiHandler({ final: 't' }, seen),
      parser.registerCsiHandler({ prefix: '?', final: 'h' }, seen),
      parser.registerDcsHandler({ intermediates: '$', final: 'q' }, seen),
      ...[4, 10, 11, 12].map((code) => parser.registerOscHandler(code, seen)),
    ];
  }

  /** Call synchronously from the terminal's `onData`. */
  isReply(data: string): boolean {
    return this.#answering || FOCUS_REPORTS.has(data);
  }

  dispose(): void {
    for (const hook of this.#hooks) hook.dispose();
  }
}
