import type { Terminal } from '@xterm/xterm';

/** The last line of a screen that is not empty: what a person who cannot see the picture is told. */
export function lastLine({ buffer, rows }: Pick<Terminal, 'buffer' | 'rows'>): string {
  const { active } = buffer;
  for (let row = rows - 1; row >= 0; row--) {
    const text = active
      .getLine(active.baseY + row)
      ?.translateToString(true)
      .trim();
    if (text !== undefined && text !== '') return text;
  }
  return '';
}
