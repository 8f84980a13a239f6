import { table, type Table } from './decode-tables.ts';
import { kernelLines } from './kernel-lines.ts';

/** The answer to `help`: `    version - Get kernel version `, a long one over two lines. */
export function decodeHelp(text: string): Table | null {
  const rows: [string, string][] = [];
  for (const line of kernelLines(text)) {
    const command = /^ {4}(\S.{0,80}?) - (.{1,200})$/.exec(line);
    const last = rows.at(-1);
    if (command !== null) rows.push([command[1] ?? '', command[2] ?? '']);
    else if (line.startsWith('\t') && last !== undefined) last[1] = `${last[1].trimEnd()} ${line.trim()}`;
  }
  return table(['Command', 'What it does'], rows);
}

/** What sysrq answers to a key that it does not have: `sysrq: HELP : reboot(b) crash(c)`. */
export function decodeSysrqHelp(text: string): Table | null {
  const list = kernelLines(text).find((line) => line.startsWith('sysrq: HELP : '));
  const keys = [...(list ?? '').matchAll(/(\S{1,40})\(([0-9a-zA-Z-]{1,5})\)/g)];
  return table(
    ['Key', 'Action'],
    keys.map(([, action = '', key = '']) => [key, action]),
  );
}
