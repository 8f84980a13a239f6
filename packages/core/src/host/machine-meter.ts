import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MachineId, MachineStats } from '@umlaut/contracts/model';
import { descendantsIn, listPids, readStat, type ProcessStat } from '../process/index.ts';
import { percentOfOneCore, totalTicks } from './cpu-ticks.ts';
import { measureDisks } from './measure-disks.ts';
import { measureMemory } from './measure-memory.ts';
import type { MemoryFile } from './memory-file.ts';

export interface MeteredMachine {
  id: MachineId;
  /** Host pid of linux.uml. */
  umlPid: number;
  diskPaths: readonly string[];
}

/** What is remembered of a machine between two samples. */
interface Track {
  startTime: string;
  ticks: number;
  /** performance.now(), ms. */
  at: number;
  memoryFile: MemoryFile | null;
}

/** Stat files read before other work gets a turn; about a millisecond. */
const BATCH = 64;

/** Measures what running machines cost their host: one scan of /proc for all of them together. */
export class MachineMeter {
  #tracks = new Map<MachineId, Track>();

  /**
   * CPU use is the mean since the machine was sampled before; 0 the first time. Machines that are not asked
   * for are forgotten; those whose process is gone are left out of the result.
   */
  async sample(machines: readonly MeteredMachine[]): Promise<MachineStats[]> {
    if (machines.length === 0) {
      this.#tracks.clear();
      return [];
    }
    const processes = await scanProcesses();
    const at = performance.now();
    const byPid = new Map(processes.map((process) => [process.pid, process]));
    const childrenByParent = Map.groupBy(processes, ({ parentPid }) => parentPid);
    const tracks = new Map<MachineId, Track>();
    const samples = await Promise.all(
      machines.map(async (machine): Promise<MachineStats | null> => {
        const main = byPid.get(machine.umlPid);
        if (main === undefined || main.state === 'Z') return null;
        const ticks = totalTicks([main, ...descendantsIn(childrenByParent, main.pid)]);
        const earlier = this.#tracks.get(machine.id);
        const before = earlier?.startTime === main.startTime ? earlier : undefined;
        const { bytes, file } = await measureMemory(machine.umlPid, before?.memoryFile ?? null);
        tracks.set(machine.id, { startTime: main.startTime, ticks, at, memoryFile: file });
        const cpuPercent = before === undefined ? 0 : percentOfOneCore(ticks - before.ticks, at - before.at);
        return {
          id: machine.id,
          cpuPercent,
          memoryBytes: bytes,
          diskBytes: await measureDisks(machine.diskPaths),
        };
      }),
    );
    this.#tracks = tracks;
    return samples.filter((sample) => sample !== null);
  }
}

async function scanProcesses(): Promise<ProcessStat[]> {
  const found: ProcessStat[] = [];
  for (const [index, pid] of listPids().entries()) {
    if (index % BATCH === BATCH - 1) await nextTurn();
    const stat_ = readStat(pid);
    if (stat_ !== null) found.push(stat_);
  }
  return found;
}
