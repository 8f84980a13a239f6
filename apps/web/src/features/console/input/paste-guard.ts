import { MAX_WAITING_INPUT_BYTES } from '@umlaut/contracts/ws';

export interface PasteContext {
  /** The program in front asked for bracketed paste: it will not run what is pasted. */
  bracketed: boolean;
  /** A full-screen program (editor, pager) is in front, not a shell. */
  fullScreen: boolean;
}

export interface PasteQuestion {
  text: string;
  lines: string[];
  bytes: number;
}

/** What to ask before a paste, or null when it is safe. Longer than a console takes, it is asked about whatever runs. */
export function pasteQuestion(text: string, context: PasteContext): PasteQuestion | null {
  const bytes = new TextEncoder().encode(text).length;
  const lines = linesAtRisk(text, context) ?? (isTooLong({ bytes }) ? linesOf(text) : null);
  return lines === null ? null : { text, lines, bytes };
}

/** Its end would be dropped: the guest is never that far behind. */
export function isTooLong({ bytes }: Pick<PasteQuestion, 'bytes'>): boolean {
  // The brackets go with it.
  return bytes > MAX_WAITING_INPUT_BYTES - 12;
}

/**
 * What may go between the brackets of a paste: without ESC, which could close them, so that the rest were taken as
 * typed by a person.
 */
export function withoutEscapes(text: string): string {
  return text.replaceAll('\u001B', '\u241B');
}

/**
 * The lines of a paste that a shell would run one by one without asking, or null when there is no such danger.
 * One line with its line end is what people paste on purpose.
 */
function linesAtRisk(text: string, context: PasteContext): string[] | null {
  if (context.bracketed || context.fullScreen) return null;
  const lines = linesOf(text);
  return lines.length > 1 ? lines : null;
}

function linesOf(text: string): string[] {
  return text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
}
