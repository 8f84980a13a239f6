import { kernelLines } from './kernel-lines.ts';
import { table, wordLines, type Table } from './decode-tables.ts';

/** `Character devices:` and `Block devices:`, each with its list. */
export function decodeDevices(text: string): Table | null {
  let kind = '';
  const rows: string[][] = [];
  for (const line of kernelLines(text)) {
    const heading = /^(Character|Block) devices:$/.exec(line)?.[1];
    if (heading !== undefined) kind = heading;
    const device = /^ {0,4}(\d{1,5}) (\S.{0,200})$/.exec(line);
    if (device !== null && kind !== '') rows.push([kind, device[1] ?? '', device[2] ?? '']);
  }
  return table(['Kind', 'Major', 'Name'], rows);
}

/** `nodev` stands before what is not on a disk. */
export function decodeFileSystems(text: string): Table | null {
  const rows = wordLines(text).map((words) => [words.at(-1) ?? '', words[0] === 'nodev' ? 'no' : 'yes']);
  return table(['Name', 'On a disk'], rows);
}

/** `Node 0, zone   Normal      1      0     80`: free blocks of 2^n pages. */
export function decodeFreeBlocks(text: string): Table | null {
  const rows = kernelLines(text).flatMap((line) => {
    const found = /^Node (\d{1,4}), zone +(\S{1,20}) +(\d[\d ]{0,400})$/.exec(line);
    if (found === null) return [];
    const [, node = '', zone = '', counts = ''] = found;
    return [[node, zone, ...counts.split(/ +/)]];
  });
  const widest = Math.max(0, ...rows.slice(0, 1).map((cells) => cells.length - 2));
  const sizes = Array.from({ length: widest }, (_, order) => `${4 * 2 ** order} KiB`);
  return table(
    ['Node', 'Zone', ...sizes],
    rows.map((cells) => cells.slice(0, widest + 2)),
  );
}

/** Free space of an ext4 file system, group by group: fs/ext4/mballoc.c, ext4_mb_seq_groups_show. */
export function decodeBlockGroups(text: string): Table | null {
  const [head = [], ...rows] = wordLines(text.replaceAll(/[#[\]]/g, ' ')).map((words) =>
    words.flatMap((word) => word.split(':')).filter((word) => word !== ''),
  );
  if (head[0] !== 'group') return null;
  const columns = ['Group', 'Free', 'Fragments', 'First', ...head.slice(4)];
  return table(
    columns,
    rows.map((words) => columns.map((_, index) => words[index] ?? '')),
  );
}
