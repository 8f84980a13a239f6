import { ESCAPE_SEQUENCE } from '../../terminal-text/index.ts';

const SEQUENCE = new RegExp(ESCAPE_SEQUENCE, 'y');
const ESCAPE = '\u001b';
/** A guest may move the cursor as far as it likes. */
const MAX_COLUMNS = 4_096;

/**
 * What a person saw of one line of output in the end: carriage returns, backspaces and the escape sequences that
 * move or erase within a line are carried out, all others and control characters left out. Pure.
 */
export function renderLine(line: string): string {
  const cells: string[] = [];
  let column = 0;
  for (let at = 0; at < line.length;) {
    const character = String.fromCodePoint(line.codePointAt(at) ?? 0);
    if (character === ESCAPE) {
      SEQUENCE.lastIndex = at;
      const [sequence = ESCAPE, parameters = '', final = ''] = SEQUENCE.exec(line) ?? [];
      column = control({ cells, column, final, count: Number.parseInt(parameters, 10) });
      at += sequence.length;
      continue;
    }
    at += character.length;
    if (character === '\r') column = 0;
    else if (character === '\b') column = Math.max(0, column - 1);
    else if (character === '\t' || (character >= ' ' && character !== '\u007f')) {
      while (cells.length < column) cells.push(' ');
      cells[column++] = character;
    }
  }
  return cells.join('').trimEnd();
}

interface Control {
  cells: string[];
  column: number;
  /** Empty of what is no CSI sequence. */
  final: string;
  /** NaN when there is no number. */
  count: number;
}

/** Carries out a CSI sequence; ECMA-48. @returns where the cursor is then */
function control({ cells, column, final, count }: Control): number {
  const steps = Number.isNaN(count) ? 1 : count;
  switch (final) {
    case 'C':
      return Math.min(MAX_COLUMNS, column + Math.max(1, steps));
    case 'D':
      return Math.max(0, column - Math.max(1, steps));
    case 'G':
      return Math.min(MAX_COLUMNS, Math.max(1, steps)) - 1;
    case 'K':
      if (Number.isNaN(count) || count === 0) cells.length = Math.min(cells.length, column);
      else if (count === 2) cells.length = 0;
      return column;
    default:
      return column;
  }
}
