import type { Terminal } from '@xterm/xterm';

/** CAN: whatever sequence is not at its end yet ends here. */
const CANCEL = '\u0018';
/** Out of the alternate screen. Anywhere else it would move the cursor. */
const USUAL_SCREEN = '\u001B[?1049l';
/** The mouse in all its ways, reports of focus, bracketed paste, output that is held back. */
const MODES_OFF = '\u001B[?9;1000;1002;1003;1004;1005;1006;1015;1016;2004;2026l';
/** DECSTR: colours, cursor, margins, insert and origin mode, and what the cursor keys send. */
const SOFT_RESET = '\u001B[!p';
/** G0 and G1 are ASCII, and G0 is in use. */
const CHARACTER_SETS = '\u001B(B\u001B)B\u000F';
/** Lines wrap, and the cursor is seen. */
const MODES_ON = '\u001B[?7;25h';

/**
 * Brings a terminal back to where one can read and type, and keeps what it shows: a program that was killed, or a file
 * of bytes, may leave line drawing instead of letters, no cursor, or a screen without scrollback.
 */
export function resetModes(terminal: Terminal): void {
  terminal.write(CANCEL, () => {
    const screen = terminal.buffer.active.type === 'alternate' ? USUAL_SCREEN : '';
    terminal.write(screen + MODES_OFF + SOFT_RESET + CHARACTER_SETS + MODES_ON);
  });
}
