import type { StreamMark } from './terminal-port.ts';

const CAN = '\u0018';
/** Aborts a sequence cut in two, and puts character set and attributes back to plain. */
const CLEAN = `${CAN}\u000F\u001B(B\u001B[m`;
/**
 * Undoes what a run that ended inside a full-screen program leaves on: alternate screen, mouse, focus and
 * paste reports, cursor and keypad modes, scroll region (soft reset). Saving the cursor first makes the
 * restoring half of 1049 harmless on the normal screen.
 */
const LEAVE_PROGRAMS =
  '\u001B7\u001B[?1049l\u001B[?9;1000;1002;1003;1004;1005;1006;1015;1016;2004;1l\u001B[?7;25h\u001B>\u001B[!p';
const RESET = '\u001Bc';
/** Bright black: the theme keeps it readable, which faint text is not. */
const GRAY = '\u001B[90m';
const PLAIN = '\u001B[m';

/** The bytes that show a mark in a terminal. `fresh`: the cursor is at the top, so no line is to be ended. */
export function markText(mark: StreamMark, fresh: boolean): string {
  const newLine = fresh ? '' : '\r\n';
  switch (mark.kind) {
    case 'earlier':
      return `${CLEAN}${newLine}${GRAY}… ${sizeText(mark.bytes)} of earlier output not shown …${PLAIN}\r\n`;
    case 'skip':
      return `${CLEAN}${newLine}\u001B[7m … ${sizeText(mark.bytes)} skipped … ${PLAIN}\r\n`;
    case 'boot':
      return `${CLEAN}${LEAVE_PROGRAMS}${newLine}${GRAY}— boot at ${timeText(mark.at)} —${PLAIN}\r\n`;
    case 'restart':
      return `${CAN}${RESET}`;
  }
}

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Local time; with the date when it is not today's. */
function timeText(at: Date): string {
  const time = at.toLocaleTimeString(undefined, { hour12: false });
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? time : `${time} on ${at.toLocaleDateString()}`;
}
