import type { Terminal } from '@xterm/xterm';
import { FramePacer } from './frame-pacer.ts';
import { markText } from './mark-text.ts';
import type { TerminalPort } from './terminal-port.ts';

/** A window that nobody looks at makes no frames; what its consoles say is parsed all the same. */
const HIDDEN_MS = 100;

/** Lets a console stream write into an xterm.js terminal, which parses in order and calls back when done. */
export function createXtermPort(
  terminal: Pick<Terminal, 'write'>,
  nextFrame: (callback: () => void) => void = nextFrameOfPage,
): TerminalPort {
  const encoder = new TextEncoder();
  const pacer = new FramePacer({
    write: (bytes, parsed) => terminal.write(bytes, parsed),
    nextFrame,
    now: () => performance.now(),
  });
  let fresh = true;
  return {
    write(bytes, parsed) {
      fresh = false;
      pacer.write(bytes, parsed);
    },
    mark(mark, parsed) {
      // As bytes, so that a character cut in two by a skip cannot swallow the mark's beginning.
      pacer.write(encoder.encode(markText(mark, fresh)), parsed);
      fresh = mark.kind === 'restart';
    },
  };
}

function nextFrameOfPage(callback: () => void): void {
  const begin = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  };
  const frame = requestAnimationFrame(begin);
  const timer = setTimeout(begin, HIDDEN_MS);
}
