/** Bytes. */
export interface MemoryFigures {
  total: number;
  available: number;
}

/** MemTotal and MemAvailable of /proc/meminfo, proc_meminfo(5). Pure. */
export function parseMemInfo(text: string): MemoryFigures {
  const bytes = (name: string): number => {
    const kibibytes = new RegExp(String.raw`^${name}:\s+(\d+) kB$`, 'm').exec(text)?.[1];
    return kibibytes === undefined ? 0 : Number(kibibytes) * 1024;
  };
  return { total: bytes('MemTotal'), available: bytes('MemAvailable') };
}

/**
 * What a control group leaves of the host's memory; a container sees the host's figures in /proc/meminfo.
 * `limit` and `used` are the texts of memory.max and memory.current (cgroup v2) or their v1 equivalents;
 * "max", nothing or a huge number mean no limit. Pure.
 */
export function withinControlGroup(
  host: MemoryFigures,
  limit: string | null,
  used: string | null,
): MemoryFigures {
  const total = Number(limit ?? Number.NaN);
  if (!Number.isSafeInteger(total) || total <= 0 || total >= host.total) return host;
  const left = Math.max(0, total - Number(used ?? 0));
  return { total, available: Math.min(host.available, Number.isFinite(left) ? left : host.available) };
}
