import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { loadavg } from 'node:os';
import type { HostUsage } from '@umlaut/contracts/model';
import { cpuPercentBetween, parseCpuCounter, type CpuCounter } from './cpu-counter.ts';
import { parseMemInfo, withinControlGroup, type MemoryFigures } from './memory-figures.ts';
import { readText } from './read-text.ts';

/** Reads the load of the host. CPU use is the mean since the read before (or since the meter was made). */
export class HostMeter {
  readonly #home: string;
  #cpu: CpuCounter = readCpu();

  constructor({ home }: { home: string }) {
    this.#home = home;
  }

  async read(): Promise<HostUsage> {
    const [memory, home, shm] = await Promise.all([
      readMemory(),
      readSpace(this.#home),
      readSpace('/dev/shm'),
    ]);
    const before = this.#cpu;
    this.#cpu = readCpu();
    return {
      at: new Date().toISOString(),
      cpuPercent: cpuPercentBetween(before, this.#cpu),
      load1: loadavg()[0] ?? 0,
      memoryTotalBytes: memory.total,
      memoryAvailableBytes: memory.available,
      homeTotalBytes: home.total,
      homeFreeBytes: home.free,
      shmTotalBytes: shm.total,
      shmFreeBytes: shm.free,
    };
  }
}

/** Memory of the host, or of the container that we are in when that is less. */
export async function readMemory(): Promise<MemoryFigures> {
  const host = parseMemInfo((await readText('/proc/meminfo')) ?? '');
  const v2 = withinControlGroup(
    host,
    await readText('/sys/fs/cgroup/memory.max'),
    await readText('/sys/fs/cgroup/memory.current'),
  );
  return withinControlGroup(
    v2,
    await readText('/sys/fs/cgroup/memory/memory.limit_in_bytes'),
    await readText('/sys/fs/cgroup/memory/memory.usage_in_bytes'),
  );
}

/** Size and what an ordinary account may still use, in bytes; zeros when the path does not exist. */
export async function readSpace(path: string): Promise<{ total: number; free: number }> {
  const found = await statfs(path).catch(() => null);
  if (found === null) return { total: 0, free: 0 };
  return { total: found.blocks * found.bsize, free: found.bavail * found.bsize };
}

function readCpu(): CpuCounter {
  return parseCpuCounter(readFileSync('/proc/stat', 'utf8'));
}
