import type { KernelReport } from '@umlaut/contracts/model';
import { kernelLines } from './kernel-lines.ts';

type Figures = Extract<KernelReport, { kind: 'figures' }>;
type Row = Figures['rows'][number];

const KIB = 1_024;
const IN_KIBIBYTES = /^(\d{1,15}) kB$/;

/** `Name:   value` (meminfo, cpuinfo), `name value` (vmstat, stat) or `name=value` (options of ext4). */
export function decodeFigures(text: string, separator: ':' | ' ' | '='): Figures | null {
  const rows = kernelLines(text).flatMap((line) => {
    const at = line.indexOf(separator);
    if (line === '' || (at === -1 && separator !== '=')) return [];
    const name = (at === -1 ? line : line.slice(0, at)).trim();
    return name === '' ? [] : [row(name, at === -1 ? '' : line.slice(at + 1).trim())];
  });
  return rows.length === 0 ? null : { kind: 'figures', rows };
}

function row(name: string, value: string): Row {
  const kibibytes = IN_KIBIBYTES.exec(value)?.[1];
  const bytes = Number(kibibytes) * KIB;
  return { name, value, bytes: Number.isSafeInteger(bytes) ? bytes : null };
}

/** Words that have names by their place: loadavg, uptime. */
export function nameWords(text: string, names: readonly string[]): Figures | null {
  const words = text.trim().split(/\s+/).slice(0, names.length);
  if (words.length !== names.length || !words.every((word) => /^[\d./]{1,40}$/.test(word))) return null;
  return {
    kind: 'figures',
    rows: names.map((name, index) => ({ name, value: words[index] ?? '', bytes: null })),
  };
}
