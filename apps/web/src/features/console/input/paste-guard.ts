export interface PasteContext {
  /** The program in front asked for bracketed paste: it will not run what is pasted. */
  bracketed: boolean;
  /** A full-screen program (editor, pager) is in front, not a shell. */
  fullScreen: boolean;
}

/**
 * The lines of a paste that a shell would run one by one without asking, or null when the paste is safe.
 * One line with its line end is what people paste on purpose.
 */
export function linesAtRisk(text: string, context: PasteContext): string[] | null {
  if (context.bracketed || context.fullScreen) return null;
  const lines = text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
  return lines.length > 1 ? lines : null;
}
