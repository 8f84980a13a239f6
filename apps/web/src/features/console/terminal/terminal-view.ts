import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PasteQuestion } from '../input/paste-guard.ts';
import type { TypingProgress } from '../input/slow-typer.ts';

/** What the page around a terminal shows about it. */
export interface TerminalView {
  /** The size is another viewer's choice. */
  following: boolean;
  /** The on-screen Ctrl key waits for its companion. */
  ctrlHeld: boolean;
  scrolledUp: boolean;
  /** To look only, by the wish of who sits here. */
  watching: boolean;
  /** Grows with each bell. */
  bells: number;
  matches: { index: number; count: number } | null;
  /** A paste that waits for a person's word. */
  pasteQuestion: PasteQuestion | null;
  /** What the guest wants on the clipboard, which waits for a person's word. */
  clipboardQuestion: string | null;
  /** A text that is being typed slowly. */
  typing: TypingProgress | null;
  /** Something was typed, and nothing has come back for longer than an echo takes. */
  silent: boolean;
  /** The view is at the top, and more came before: it can be read `here`, or in the `history` only. */
  earlier: 'here' | 'history' | null;
}

export function createTerminalView(): StoreApi<TerminalView> {
  return createStore(() => ({
    following: false,
    ctrlHeld: false,
    scrolledUp: false,
    watching: false,
    bells: 0,
    matches: null,
    pasteQuestion: null,
    clipboardQuestion: null,
    typing: null,
    silent: false,
    earlier: null,
  }));
}
