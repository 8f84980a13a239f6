import type { Terminal } from '@xterm/xterm';
import { markText } from './mark-text.ts';
import type { TerminalPort } from './terminal-port.ts';

/** Lets a console stream write into an xterm.js terminal, which parses in order and calls back when done. */
export function createXtermPort(terminal: Pick<Terminal, 'write'>): TerminalPort {
  const encoder = new TextEncoder();
  let fresh = true;
  return {
    write(bytes, parsed) {
      fresh = false;
      terminal.write(bytes, parsed);
    },
    mark(mark, parsed) {
      // As bytes, so that a character cut in two by a skip cannot swallow the mark's beginning.
      terminal.write(encoder.encode(markText(mark, fresh)), parsed);
      fresh = mark.kind === 'restart';
    },
  };
}
