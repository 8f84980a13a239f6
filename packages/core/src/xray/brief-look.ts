import type { XrayPoint } from '@umlaut/contracts/model';
import { cpuShares } from './cpu-shares.ts';
import type { InterfaceLook } from './interface-look.ts';
import { parseDisks, type DiskCounters } from './parse-disks.ts';
import { parseLoad } from './parse-load.ts';
import { parseMemory } from './parse-memory.ts';
import { parseStat, type CpuTicks } from './parse-stat.ts';
import { question, type Rounds } from './question.ts';
import { RateMeter } from './rate-meter.ts';
import { wholeDisks } from './whole-disks.ts';

/** The few figures of which a history is kept. Its rates are its own: those since the point before. */
export class BriefLook {
  readonly #interfaces: InterfaceLook;
  readonly #rates = new RateMeter();
  #ticks: CpuTicks = parseStat('').ticks;
  #ticksBefore: CpuTicks | null = null;
  #load1 = 0;
  #memoryUsedBytes = 0;
  #disks: DiskCounters[] = [];

  constructor(interfaces: InterfaceLook) {
    this.#interfaces = interfaces;
  }

  rounds(now: number): Rounds[] {
    return [this.#figures(), this.#interfaces.briefRounds(now)];
  }

  point(at: number): XrayPoint {
    const { idlePercent } = cpuShares(this.#ticksBefore, this.#ticks);
    this.#ticksBefore = this.#ticks;
    const disks = wholeDisks(this.#disks);
    const sum = (of: (disk: DiskCounters) => number): number =>
      disks.reduce((total, disk) => total + of(disk), 0);
    const network = this.#interfaces.totals();
    return {
      at: new Date(at).toISOString(),
      cpuPercent: idlePercent === null ? null : 100 - idlePercent,
      load1: this.#load1,
      memoryUsedBytes: this.#memoryUsedBytes,
      readBytesPerSecond: this.#rates.perSecond(
        'read',
        sum((disk) => disk.readBytes),
        at,
      ),
      writtenBytesPerSecond: this.#rates.perSecond(
        'written',
        sum((disk) => disk.writtenBytes),
        at,
      ),
      receivedBytesPerSecond: this.#rates.perSecond(`received ${network.names}`, network.received, at),
      sentBytesPerSecond: this.#rates.perSecond(`sent ${network.names}`, network.sent, at),
    };
  }

  reset(): void {
    this.#ticksBefore = null;
    this.#rates.reset();
  }

  *#figures(): Rounds {
    yield [
      question('proc stat', (text) => void (this.#ticks = parseStat(text).ticks)),
      question('proc loadavg', (text) => void (this.#load1 = parseLoad(text).load[0])),
      question('proc meminfo', (text) => {
        const { totalBytes, availableBytes } = parseMemory(text);
        this.#memoryUsedBytes = Math.max(0, totalBytes - availableBytes);
      }),
      question('proc diskstats', (text) => void (this.#disks = parseDisks(text))),
    ];
  }
}
