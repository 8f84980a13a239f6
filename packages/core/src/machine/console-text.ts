import { ESCAPE_SEQUENCE } from '../terminal-text/index.ts';

/** Escape sequences, then whatever other control bytes are left. */
const ESCAPES = new RegExp(
  String.raw`${ESCAPE_SEQUENCE}|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]`,
  'g',
);

/** Console output as lines of plain text: escapes and control characters removed, blank ends cut. Pure. */
export function consoleLines(text: string): string[] {
  const lines = text
    .replace(ESCAPES, '')
    .split('\n')
    // What a carriage return went back over was overwritten.
    .map((line) => line.replace(/\r+$/, '').split('\r').at(-1)?.trimEnd() ?? '');
  const first = lines.findIndex((line) => line !== '');
  if (first === -1) return [];
  return lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
}
