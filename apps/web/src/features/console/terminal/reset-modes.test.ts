import { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { resetModes } from './reset-modes.ts';

const write = (terminal: Terminal, text: string): Promise<void> =>
  new Promise((resolve) => terminal.write(text, resolve));
const line = (terminal: Terminal, y: number): string | undefined =>
  terminal.buffer.active.getLine(y)?.translateToString(true);

async function reset(terminal: Terminal): Promise<void> {
  resetModes(terminal);
  // What it writes next stands behind the first of its writes.
  await write(terminal, '');
  await write(terminal, '');
}

it('brings letters, colours, keys and the usual screen back, whatever a program left', async () => {
  const terminal = new Terminal({ cols: 40, rows: 5, allowProposedApi: true });
  await write(terminal, 'before\r\n');
  await write(
    terminal,
    '\u001B[?1049h\u001B(0\u001B[31;7m\u001B[?1003h\u001B[?2004h\u001B[?1h\u001B[?7l\u001B]0;unfinished',
  );
  await reset(terminal);
  expect(terminal.buffer.active.type).toBe('normal');
  expect(terminal.modes).toMatchObject({
    mouseTrackingMode: 'none',
    bracketedPasteMode: false,
    applicationCursorKeysMode: false,
    wraparoundMode: true,
  });
  await write(terminal, 'qqq');
  expect([line(terminal, 0), line(terminal, 1)]).toEqual(['before', 'qqq']);
  expect(terminal.buffer.active.getLine(1)?.getCell(0)?.isAttributeDefault()).toBe(true);
});

it('leaves the cursor where it is when nothing was wrong', async () => {
  const terminal = new Terminal({ cols: 40, rows: 5, allowProposedApi: true });
  await write(terminal, 'one\r\ntwo');
  await reset(terminal);
  await write(terminal, '!');
  expect(line(terminal, 1)).toBe('two!');
});
