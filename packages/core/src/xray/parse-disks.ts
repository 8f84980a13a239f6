import { lines, toCount, words } from './figures.ts';

/** One line of /proc/diskstats; counters since the guest's start. */
export interface DiskCounters {
  /** "ubda". */
  name: string;
  /** "98:0". */
  number: string;
  reads: number;
  readBytes: number;
  writes: number;
  writtenBytes: number;
  inFlight: number;
  /** With a request under way. */
  busyMs: number;
}

const MAX_DISKS = 64;
/** The unit of diskstats whatever the disk: Documentation/admin-guide/iostats.rst. */
const SECTOR_BYTES = 512;
const DISK_NAME = /^[A-Za-z][\w!.-]{0,31}$/;
/** Without a host's file behind them: empty until somebody sets them up, of no interest after. */
const VIRTUAL = /^(?:loop|ram)\d+$/;

/** Parses /proc/diskstats; loop and ram devices that were never used are left out. Pure. */
export function parseDisks(text: string): DiskCounters[] {
  const found = new Map<string, DiskCounters>();
  for (const line of lines(text, 512)) {
    const [major, minor, name = '', ...values] = words(line);
    if (!DISK_NAME.test(name) || found.has(name) || found.size === MAX_DISKS) continue;
    const figure = (index: number): number => toCount(values[index]);
    const disk = {
      name,
      number: `${toCount(major)}:${toCount(minor)}`,
      reads: figure(0),
      readBytes: toBytes(figure(2)),
      writes: figure(4),
      writtenBytes: toBytes(figure(6)),
      inFlight: figure(8),
      busyMs: figure(9),
    };
    if (VIRTUAL.test(name) && disk.reads + disk.writes === 0) continue;
    found.set(name, disk);
  }
  return [...found.values()];
}

/** Parses /proc/partitions: sizes in bytes by name. Pure. */
export function parsePartitions(text: string): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const line of lines(text, 512)) {
    const [, , blocks, name = ''] = words(line);
    if (DISK_NAME.test(name) && sizes.size < MAX_DISKS * 4) {
      sizes.set(name, Math.min(toCount(blocks) * 1024, Number.MAX_SAFE_INTEGER));
    }
  }
  return sizes;
}

function toBytes(sectors: number): number {
  return Math.min(sectors * SECTOR_BYTES, Number.MAX_SAFE_INTEGER);
}
