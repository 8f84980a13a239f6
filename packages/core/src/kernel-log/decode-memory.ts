import type { KernelReport } from '@umlaut/contracts/model';
import { kernelLines } from './kernel-lines.ts';

type Memory = Extract<KernelReport, { kind: 'memory' }>;
type Figure = Memory['figures'][number];
type Zone = Memory['zones'][number];

/** UML's pages, on x86-64 as on 32-bit x86. */
const PAGE_BYTES = 4_096;
const KIB = 1_024;
const PAGES = /([a-z_]{1,40}(?:\([a-z]{1,10}\))?):(\d{1,12})(?=\s|$)/g;
const KIBIBYTES = /([a-z_]{1,40}(?:\([a-z]{1,10}\))?):(\d{1,12})kB(?=\s|$)/gi;
const NODE = /^Node \d{1,4} active_anon:/;
const ZONE = /^(?:Node \d{1,4} )?([A-Za-z0-9]{1,20}) free:\d/;
const ZONE_BLOCKS = /^(?:Node \d{1,4} )?([A-Za-z0-9]{1,20}): (?=\d{1,12}\*\d).* = (\d{1,12})kB$/;
const BLOCKS = /(\d{1,12})\*(\d{1,12})kB(?=\s|$)/g;
const OF_ZONE = new Set(['free', 'boost', 'min', 'low', 'high', 'present', 'managed']);
const SWAP = /^(Free|Total) swap {1,4}= (\d{1,12})kB$/;
const SUM = /^(\d{1,12}) (total pagecache pages|pages in swap cache|pages RAM|pages reserved)$/;
const SUM_NAMES: Readonly<Record<string, string>> = {
  'total pagecache pages': 'page cache',
  'pages in swap cache': 'swap cache',
  'pages RAM': 'RAM',
  'pages reserved': 'reserved',
};

/** show_mem() in lib/show_mem.c: the report of sysrq m and before an out-of-memory kill; the last in a text. */
export function decodeMemory(text: string): Memory | null {
  const lines = kernelLines(text);
  const start = lines.lastIndexOf('Mem-Info:');
  if (start === -1) return null;
  const figures = new Map<string, Figure>();
  const zones = new Map<string, Zone>();
  for (const line of lines.slice(start + 1)) {
    for (const figure of decodeFigures(line)) {
      // What was counted in pages is told again in kilobytes.
      if (!figures.has(figure.name)) figures.set(figure.name, figure);
    }
    const zone = decodeZone(line);
    if (zone !== null) zones.set(zone.name, zone);
  }
  if (figures.size === 0) return null;
  return { kind: 'memory', figures: [...figures.values()], zones: [...zones.values()] };
}

function decodeFigures(line: string): Figure[] {
  const zone = ZONE.exec(line)?.[1];
  if (zone !== undefined) {
    return [...line.matchAll(KIBIBYTES)].flatMap(([, name = '', count = '']) =>
      OF_ZONE.has(name) ? [sized(`${zone} ${name}`, Number(count) * KIB, `${count} kB`)] : [],
    );
  }
  if (NODE.test(line)) {
    return [...line.matchAll(KIBIBYTES)].map(([, name = '', count = '']) =>
      sized(name, Number(count) * KIB, `${count} kB`),
    );
  }
  const swap = SWAP.exec(line);
  if (swap !== null) return [sized(`${swap[1]} swap`, Number(swap[2]) * KIB, `${swap[2]} kB`)];
  const sum = SUM.exec(line);
  if (sum !== null) return [inPages(SUM_NAMES[sum[2] ?? ''] ?? '', sum[1] ?? '')];
  if (!/^ ?[a-z_]+:\d/.test(line)) return [];
  return [...line.matchAll(PAGES)].map(([, name = '', count = '']) => inPages(name, count));
}

function decodeZone(line: string): Zone | null {
  const blocks = ZONE_BLOCKS.exec(line);
  if (blocks === null) return null;
  return {
    name: blocks[1] ?? '',
    freeBytes: Number(blocks[2]) * KIB,
    orders: [...line.slice(0, line.lastIndexOf('=')).matchAll(BLOCKS)].map(([, count, size]) => ({
      blockBytes: Number(size) * KIB,
      count: Number(count),
    })),
  };
}

function inPages(name: string, count: string): Figure {
  return sized(name, Number(count) * PAGE_BYTES, `${count} pages`);
}

function sized(name: string, bytes: number, text: string): Figure {
  return { name, bytes: Number.isSafeInteger(bytes) ? bytes : null, text };
}
