import { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { TERMINAL_THEMES } from '../../../components/terminal/terminal-theme.ts';
import { cellColours } from './cell-colour.ts';

const theme = TERMINAL_THEMES.dark;

async function coloursOf(text: string): Promise<ReturnType<typeof cellColours>> {
  const terminal = new Terminal({ allowProposedApi: true, cols: 10, rows: 2 });
  await new Promise<void>((resolve) => terminal.write(`${text}x`, resolve));
  const cell = terminal.buffer.active.getLine(0)?.getCell(0);
  if (cell === undefined) throw new Error('no cell');
  const found = cellColours(cell, theme);
  terminal.dispose();
  return found;
}

it.each([
  ['plain', '', { text: theme.foreground, ground: null }],
  ['named', '\u001B[31m', { text: theme.red, ground: null }],
  ['bold is bright', '\u001B[1;31m', { text: theme.brightRed, ground: null }],
  ['a ground', '\u001B[42m', { text: theme.foreground, ground: theme.green }],
  ['cube', '\u001B[38;5;196m', { text: 'rgb(255,0,0)', ground: null }],
  ['grey', '\u001B[38;5;232m', { text: 'rgb(8,8,8)', ground: null }],
  ['any colour', '\u001B[38;2;1;2;255m', { text: '#0102ff', ground: null }],
  ['inverse', '\u001B[7m', { text: theme.background, ground: theme.foreground }],
  ['inverse of colours', '\u001B[31;42;7m', { text: theme.green, ground: theme.red }],
])('draws %s', async (_, sequence, colours) => {
  expect(await coloursOf(sequence)).toEqual(colours);
});
