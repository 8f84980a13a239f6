import type { KernelReport } from '@umlaut/contracts/model';
import { kernelLines } from './kernel-lines.ts';

export type Table = Extract<KernelReport, { kind: 'table' }>;

/** A kernel of 256 CPUs has tables of that many columns. */
const MAX_COLUMNS = 300;
/** Blanks in paths are written as octal numbers: mangle() in fs/seq_file.c. */
const OCTAL = /\\([0-3][0-7]{2})/g;

/** Rows of words under names that are known; further words are left out, missing ones are empty. */
export function wordTable(text: string, columns: readonly string[]): Table | null {
  return table(
    columns,
    wordLines(text).map((words) => columns.map((_, index) => (words[index] ?? '').replace(OCTAL, fromOctal))),
  );
}

/** The first line names the columns. */
export function headedTable(text: string, titles: Readonly<Record<string, string>> = {}): Table | null {
  const [head = [], ...rows] = wordLines(text.replaceAll(/^#/gm, ''));
  if (rows.length === 0) return null;
  return table(
    head.map((name) => titles[name] ?? name),
    rows.map((words) => head.map((_, index) => words[index] ?? '')),
  );
}

/** `CPU0 CPU1` above, then `NAME: count count rest`: interrupts and softirqs. */
export function perCpuTable(text: string, name: string, rest: readonly string[]): Table | null {
  const [cpus = [], ...rows] = wordLines(text);
  if (rows.length === 0 || !cpus.every((cpu) => cpu.startsWith('CPU'))) return null;
  return table(
    [name, ...cpus, ...rest],
    rows.map(([label = '', ...words]) => {
      const counts = cpus.map((_, index) => words[index] ?? '');
      const others = words.slice(cpus.length);
      const kept = rest.map((_, index) =>
        index === rest.length - 1 ? others.slice(index).join(' ') : (others[index] ?? ''),
      );
      return [label.replace(/:$/, ''), ...counts, ...kept];
    }),
  );
}

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): Table | null {
  if (rows.length === 0) return null;
  return {
    kind: 'table',
    columns: columns.slice(0, MAX_COLUMNS),
    rows: rows.map((cells) => cells.slice(0, MAX_COLUMNS)),
  };
}

/** Lines of at least one word. */
export function wordLines(text: string): string[][] {
  return kernelLines(text)
    .map((line) => line.split(/[ \t]+/).filter((word) => word !== ''))
    .filter((words) => words.length > 0);
}

function fromOctal(_: string, digits: string): string {
  return String.fromCharCode(parseInt(digits, 8));
}
