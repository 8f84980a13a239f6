import { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { ReplyWatch } from './reply-watch.ts';

function watched(): { terminal: Terminal; replies: string[]; typed: string[]; watch: ReplyWatch } {
  const terminal = new Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  terminal.options.windowOptions = { getWinSizeChars: true };
  const watch = new ReplyWatch(terminal.parser);
  const replies: string[] = [];
  const typed: string[] = [];
  terminal.onData((data) => (watch.isReply(data) ? replies : typed).push(data));
  return { terminal, replies, typed, watch };
}

const write = (terminal: Terminal, text: string): Promise<void> =>
  new Promise((done) => terminal.write(text, done));

it.each([
  ['cursor position', '\u001B[6n', '\u001B[1;1R'],
  ['status', '\u001B[5n', '\u001B[0n'],
  ['private cursor position', '\u001B[?6n', '\u001B[?1;1R'],
  ['primary attributes', '\u001B[c', '\u001B[?1;2c'],
  ['secondary attributes', '\u001B[>c', '\u001B[>0;276;0c'],
  ['mode', '\u001B[?2004$p', '\u001B[?2004;2$y'],
  ['ANSI mode', '\u001B[4$p', '\u001B[4;2$y'],
  ['setting', '\u001BP$qm\u001B\\', '\u001BP1$r0m\u001B\\'],
  ['size', '\u001B[18t', '\u001B[8;24;80t'],
  ['focus, on subscribing', '\u001B[?1004h', '\u001B[O'],
])('takes the answer to a %s query for a reply', async (_, query, answer) => {
  const { terminal, replies, typed } = watched();
  await write(terminal, query);
  expect(replies).toEqual([answer]);
  expect(typed).toEqual([]);
});

it('takes Shift-F3 for a key, though it looks like a cursor report', async () => {
  const { terminal, replies, typed } = watched();
  await write(terminal, '\u001B[1;2H\u001B[6n');
  terminal.input('\u001B[1;2R', true);
  expect(replies).toEqual(['\u001B[1;2R']);
  expect(typed).toEqual(['\u001B[1;2R']);
});

it('takes keys pressed right after a query for keys', async () => {
  const { terminal, typed } = watched();
  await write(terminal, 'text \u001B[6n more');
  terminal.input('x', true);
  expect(typed).toEqual(['x']);
});

it('takes focus reports for replies, whoever caused them', () => {
  const { watch } = watched();
  expect(watch.isReply('\u001B[I')).toBe(true);
  expect(watch.isReply('\u001B[O')).toBe(true);
  expect(watch.isReply('\u001B[A')).toBe(false);
});

it('lets the terminal answer as before', async () => {
  const { terminal, replies, watch } = watched();
  watch.dispose();
  const all: string[] = [];
  terminal.onData((data) => all.push(data));
  await write(terminal, '\u001B[6n');
  expect(all).toEqual(['\u001B[1;1R']);
  expect(replies).toEqual([]);
});
