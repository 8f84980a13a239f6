import type { Terminal } from '@xterm/xterm';
import type { StoreApi } from 'zustand/vanilla';
import { pasteQuestion, withoutEscapes } from './paste-guard.ts';
import { SlowTyper } from './slow-typer.ts';
import { withControl } from './terminal-keys.ts';
import type { TerminalView } from '../terminal/terminal-view.ts';

export interface TerminalInputOptions {
  terminal: Terminal;
  view: StoreApi<TerminalView>;
  /** @returns false when it could not be sent */
  send: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  /** Sees what was typed or pasted, whether it could be sent or not. */
  onTyped: (bytes: Uint8Array<ArrayBuffer>) => void;
}

/** All ways in which a person puts something into a guest: keys, pastes, texts typed slowly. */
export class TerminalInput {
  readonly #options: TerminalInputOptions;
  readonly #encoder = new TextEncoder();
  readonly #slow: SlowTyper;

  constructor(options: TerminalInputOptions) {
    this.#options = options;
    this.#slow = new SlowTyper({
      send: (text) => this.#send(text),
      onProgress: (typing) => options.view.setState({ typing }),
    });
  }

  /** Keys that the terminal turned into data. */
  keys(data: string): void {
    const { view } = this.#options;
    const typed = view.getState().ctrlHeld ? withControl(data) : data;
    this.holdCtrl(false);
    this.#send(typed);
  }

  /** Types a key of the on-screen row. */
  press(data: string): void {
    this.#options.terminal.input(data, true);
  }

  holdCtrl(held: boolean): void {
    this.#options.view.setState({ ctrlHeld: held });
  }

  /** Pastes, after asking when a shell would run several lines at once. */
  paste(text: string): void {
    const { terminal, view } = this.#options;
    if (terminal.options.disableStdin === true) return;
    const question = pasteQuestion(text, {
      bracketed: terminal.modes.bracketedPasteMode,
      fullScreen: terminal.buffer.active.type === 'alternate',
    });
    if (question === null) this.#paste(text);
    else view.setState({ pasteQuestion: question });
  }

  answerPaste(text: string | null): void {
    const { terminal, view } = this.#options;
    view.setState({ pasteQuestion: null });
    if (text !== null) this.#paste(text);
    terminal.focus();
  }

  /** @param perSecond characters */
  typeSlowly(text: string, perSecond: number): void {
    this.#slow.start(text, perSecond);
  }

  stopTyping(): void {
    this.#slow.stop();
  }

  dispose(): void {
    this.#slow.stop();
  }

  #paste(text: string): void {
    const { terminal } = this.#options;
    terminal.paste(terminal.modes.bracketedPasteMode ? withoutEscapes(text) : text);
  }

  #send(text: string): boolean {
    const bytes = this.#encoder.encode(text);
    const sent = this.#options.send(bytes);
    this.#options.onTyped(bytes);
    return sent;
  }
}
