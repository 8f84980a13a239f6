import { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { markText } from './mark-text.ts';

async function screenAfter(...writes: string[]): Promise<{ lines: string[]; terminal: Terminal }> {
  const terminal = new Terminal({ cols: 60, rows: 8, allowProposedApi: true });
  for (const text of writes) await new Promise<void>((done) => terminal.write(text, done));
  const buffer = terminal.buffer.active;
  const lines = Array.from(
    { length: buffer.length },
    (_, y) => buffer.getLine(y)?.translateToString(true) ?? '',
  );
  return { lines: lines.join('\n').trimEnd().split('\n'), terminal };
}

const at = new Date();
at.setHours(14, 2, 11, 0);
const boot = markText({ kind: 'boot', at }, false);

it('puts a boot mark on a line of its own', async () => {
  const { lines } = await screenAfter('System halted', boot, 'Linux version');
  expect(lines).toEqual(['System halted', '— boot at 14:02:11 —', 'Linux version']);
});

it('leaves no blank line when the mark comes first', async () => {
  const { lines } = await screenAfter(markText({ kind: 'boot', at }, true), 'Linux');
  expect(lines).toEqual(['— boot at 14:02:11 —', 'Linux']);
});

it('leaves a full-screen program that died with its run', async () => {
  const { lines, terminal } = await screenAfter(
    'login: root\r\n# vi',
    '\u001B[?1049h\u001B[2J\u001B[3;5r\u001B[5;5H\u001B[?25l\u001B[?1000;1006;2004h\u001B[31mtext',
    boot,
    'Linux',
  );
  expect(terminal.buffer.active.type).toBe('normal');
  expect(lines).toEqual(['login: root', '# vi', '— boot at 14:02:11 —', 'Linux']);
  expect(terminal.modes).toMatchObject({ mouseTrackingMode: 'none', bracketedPasteMode: false });
  const colour = terminal.buffer.active.getLine(3)?.getCell(0)?.isFgDefault();
  expect(colour).toBe(true);
});

it('survives a skip inside an escape sequence and inside a drawing character set', async () => {
  const skip = markText({ kind: 'skip', bytes: 3_200_000 }, false);
  const { lines } = await screenAfter('\u001B(0abc\u001B[3', skip, 'plain');
  expect(lines.slice(1)).toEqual([' … 3.2 MB skipped … ', 'plain']);
});

it('shows sizes in the unit that fits', () => {
  const sizes = [999, 12_345, 7_654_321].map((bytes) => markText({ kind: 'skip', bytes }, true));
  expect(sizes.map((text) => /… (.*) skipped/.exec(text)?.[1])).toEqual(['999 bytes', '12.3 kB', '7.7 MB']);
});

it('dates a boot of another day', () => {
  const text = markText({ kind: 'boot', at: new Date('2020-05-04T10:00:00') }, true);
  expect(text).toMatch(/10:00:00 on .*2020/);
});

it('empties the terminal when the log began anew', async () => {
  const { lines } = await screenAfter('old\r\nlines', markText({ kind: 'restart' }, false), 'new');
  expect(lines).toEqual(['new']);
});
