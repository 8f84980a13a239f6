import { readdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { MachineFootprint } from '@umlaut/contracts/model';
import { countCpus } from './cpu-list.ts';
import { percentOfOneCore, totalTicks } from './cpu-ticks.ts';
import { measureDisks } from './measure-disks.ts';
import { measureMemory } from './measure-memory.ts';
import type { MemoryFile } from './memory-file.ts';
import { readProcessTree } from './process-tree.ts';
import { readText } from './read-text.ts';

export interface FootprintRequest {
  /** Host pid of linux.uml. */
  umlPid: number;
  /** Parent of all the machine's processes. */
  monitorPid: number;
  diskPaths: readonly string[];
  /** What the memory file may grow to: mem=. */
  memoryLimitBytes: number;
}

/** What costs a millisecond and changes little: the kernel walks all pages of the monitor for its memory. */
const DETAILS_INTERVAL_MS = 5_000;

interface Details extends Pick<MachineFootprint, 'monitorMemoryBytes' | 'openFiles' | 'allowedCpus'> {
  /** performance.now(), ms. */
  at: number;
}

/** Remembered between two readings. */
interface Track {
  startTime: string;
  ticks: number;
  /** performance.now(), ms. */
  at: number;
  memoryFile: MemoryFile | null;
  details: Details;
}

/** Measures in detail what one machine costs its host; one meter for each machine. */
export class FootprintMeter {
  #track: Track | null = null;

  /** CPU use is the mean since the reading before; 0 in the first one. Null when UML is gone. */
  async read(request: FootprintRequest): Promise<MachineFootprint | null> {
    const { umlPid, monitorPid, diskPaths, memoryLimitBytes } = request;
    const tree = withUml(readProcessTree(monitorPid), umlPid);
    const at = performance.now();
    const uml = tree.find(({ stat }) => stat.pid === umlPid)?.stat;
    if (uml === undefined || uml.state === 'Z') {
      this.#track = null;
      return null;
    }
    const before = this.#track?.startTime === uml.startTime ? this.#track : null;
    const ticks = totalTicks(tree.map(({ stat }) => stat));
    const known = before !== null && at - before.details.at < DETAILS_INTERVAL_MS ? before.details : null;
    const [memory, details, diskBytes] = await Promise.all([
      measureMemory(umlPid, before?.memoryFile ?? null),
      known ?? readDetails(request, at),
      measureDisks(diskPaths),
    ]);
    this.#track = { startTime: uml.startTime, ticks, at, memoryFile: memory.file, details };
    const { monitorMemoryBytes, openFiles, allowedCpus } = details;
    return {
      cpuPercent: before === null ? 0 : percentOfOneCore(ticks - before.ticks, at - before.at),
      memoryBytes: memory.bytes,
      memoryLimitBytes,
      monitorMemoryBytes,
      diskBytes,
      processes: tree.length,
      threads: tree.reduce((sum, { threads }) => sum + threads, 0),
      openFiles,
      allowedCpus,
      isPinned: allowedCpus !== '' && countCpus(allowedCpus) < cpus().length,
    };
  }
}

/** UML outlives its monitor when that is killed; then it is no child of it any more. */
function withUml(
  tree: ReturnType<typeof readProcessTree>,
  umlPid: number,
): ReturnType<typeof readProcessTree> {
  return tree.some(({ stat }) => stat.pid === umlPid) ? tree : [...tree, ...readProcessTree(umlPid)];
}

async function readDetails({ umlPid, monitorPid }: FootprintRequest, at: number): Promise<Details> {
  const [monitorMemoryBytes, ofUml, ofMonitor, allowedCpus] = await Promise.all([
    readMonitorMemory(monitorPid),
    countOpenFiles(umlPid),
    countOpenFiles(monitorPid),
    readAllowedCpus(umlPid),
  ]);
  return { monitorMemoryBytes, openFiles: ofUml + ofMonitor, allowedCpus, at };
}

/** Pages that are the monitor's own (USS); null when they may not be looked at. */
async function readMonitorMemory(pid: number): Promise<number | null> {
  const text = await readText(`/proc/${pid}/smaps_rollup`);
  const own = [...(text ?? '').matchAll(/^Private_(?:Clean|Dirty|Hugetlb): +(\d+) kB$/gm)];
  return own.length === 0 ? null : own.reduce((sum, [, kibibytes]) => sum + Number(kibibytes) * 1024, 0);
}

/** Processes of the guest have none of their own; UML's I/O helpers share UML's. */
async function countOpenFiles(pid: number): Promise<number> {
  return readdir(`/proc/${pid}/fd`).then(
    (names) => names.length,
    () => 0,
  );
}

async function readAllowedCpus(pid: number): Promise<string> {
  const status = (await readText(`/proc/${pid}/status`)) ?? '';
  return /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '';
}
