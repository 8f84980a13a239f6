import type { Terminal } from '@xterm/xterm';
import { terminalPart } from './terminal-insides.ts';

/**
 * xterm.js 6.0 moves its scroll bar for every line that scrolls: styles, events and two timers each, which takes longer
 * than to parse the line (Viewport's `onScroll(() => this._sync())`). After this the bar moves once a frame, and at
 * once before somebody scrolls, for whom it has to be where the lines are.
 * @param terminal that is open
 */
export function syncScrollOnceAFrame(terminal: Terminal): void {
  const viewport = terminalPart(terminal, ['_viewport'], ['_sync', 'scrollLines', 'scrollToLine']);
  if (viewport === null) return;
  const sync = viewport._sync.bind(viewport);
  let frame: number | null = null;
  const flush = (): void => {
    if (frame === null) return;
    cancelAnimationFrame(frame);
    frame = null;
    sync();
  };
  viewport._sync = (line) => {
    if (line !== undefined) sync(line);
    else frame ??= requestAnimationFrame(flush);
  };
  for (const method of ['scrollLines', 'scrollToLine'] as const) {
    const scroll = viewport[method].bind(viewport);
    viewport[method] = (...given) => {
      flush();
      return scroll(...given);
    };
  }
}
