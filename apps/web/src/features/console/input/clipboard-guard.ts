import type { Terminal } from '@xterm/xterm';
import type { StoreApi } from 'zustand/vanilla';
import { useSettings } from '../../../lib/settings-store.ts';
import { watchClipboard } from './guest-clipboard.ts';
import type { TerminalView } from '../terminal/terminal-view.ts';

export interface ClipboardGuardOptions {
  terminal: Terminal;
  view: StoreApi<TerminalView>;
  /** What is replayed was asked for long ago. */
  isReplaying: () => boolean;
}

/** Lets a guest put text on the clipboard, as far as the person here allows it. */
export class ClipboardGuard {
  readonly #options: ClipboardGuardOptions;
  readonly #end: () => void;

  constructor(options: ClipboardGuardOptions) {
    this.#options = options;
    this.#end = watchClipboard(options.terminal.parser, (text) => this.#asked(text));
  }

  /** A person's word on the question that waits. */
  answer(allowed: boolean): void {
    const { view, terminal } = this.#options;
    const text = view.getState().clipboardQuestion;
    view.setState({ clipboardQuestion: null });
    if (allowed && text !== null) void navigator.clipboard.writeText(text);
    terminal.focus();
  }

  dispose(): void {
    this.#end();
  }

  #asked(text: string): void {
    const { view, isReplaying } = this.#options;
    const wish = useSettings.getState().terminalClipboard;
    if (wish === 'deny' || isReplaying()) return;
    const ask = (): void => view.setState({ clipboardQuestion: text });
    // A browser may refuse what no click allows: then a click is asked for.
    if (wish === 'allow') void navigator.clipboard.writeText(text).catch(ask);
    else ask();
  }
}
