import type { KernelReport } from '@umlaut/contracts/model';
import { decodeFigures, nameWords } from './decode-figures.ts';
import { headedTable, perCpuTable, wordTable } from './decode-tables.ts';
import { decodeBlockGroups, decodeDevices, decodeFileSystems, decodeFreeBlocks } from './proc-tables.ts';

const MOUNT_COLUMNS = 'Id,Parent,Device,Root,Mounted on,Options,Type,Source,Of the file system'.split(',');

type Decode = (text: string) => KernelReport | null;

const MOUNTS: Decode = (text) => wordTable(text, ['Source', 'Mounted on', 'Type', 'Options']);

/** Documentation/admin-guide/iostats.rst. */
const DISK_COLUMNS =
  'Major,Minor,Name,Reads,Reads merged,Sectors read,Reading (ms),Writes,Writes merged,Sectors written,Writing (ms),Under way,Busy (ms),Waiting (ms),Discards,Discards merged,Sectors discarded,Discarding (ms),Flushes,Flushing (ms)'.split(
    ',',
  );

const FILES: Readonly<Record<string, Decode>> = {
  meminfo: (text) => decodeFigures(text, ':'),
  cpuinfo: (text) => decodeFigures(text, ':'),
  vmstat: (text) => decodeFigures(text, ' '),
  stat: (text) => decodeFigures(text, ' '),
  loadavg: (text) =>
    nameWords(text, ['Load, 1 minute', 'Load, 5 minutes', 'Load, 15 minutes', 'Running / all', 'Newest pid']),
  uptime: (text) => nameWords(text, ['Up (s)', 'Idle (s)']),
  mounts: MOUNTS,
  interrupts: (text) => perCpuTable(text, 'Interrupt', ['Kind', 'Device']),
  softirqs: (text) => perCpuTable(text, 'Softirq', []),
  diskstats: (text) => wordTable(text, DISK_COLUMNS),
  partitions: (text) =>
    headedTable(text, { major: 'Major', minor: 'Minor', '#blocks': 'KiB', blocks: 'KiB', name: 'Name' }),
  devices: decodeDevices,
  misc: (text) => wordTable(text, ['Minor', 'Name']),
  filesystems: decodeFileSystems,
  buddyinfo: decodeFreeBlocks,
  cgroups: (text) => headedTable(text),
};

/** Without the packet of a lone newline that comes first. */
export function decodeProc(path: string, text: string): KernelReport | null {
  const body = text.replace(/^\n/, '');
  const file = path.replace(/^\/+/, '');
  if (Object.hasOwn(FILES, file)) return FILES[file]?.(body) ?? null;
  if (/^\d{1,10}\/mounts$/.test(file)) return MOUNTS(body);
  if (/^\d{1,10}\/mountinfo$/.test(file)) return decodeMountInfo(body);
  if (/^fs\/ext4\/[\w-]{1,32}\/options$/.test(file)) return decodeFigures(body, '=');
  if (/^fs\/ext4\/[\w-]{1,32}\/mb_groups$/.test(file)) return decodeBlockGroups(body);
  return null;
}

/** Optional fields stand before a lone `-`; Documentation/filesystems/proc.rst. */
function decodeMountInfo(text: string): KernelReport | null {
  return wordTable(text.replaceAll(/^((?:\S+ ){6})(?:[a-z_]+(?::\d+)? )*- /gm, '$1'), MOUNT_COLUMNS);
}
