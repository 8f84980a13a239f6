import type { XrayPoint, XraySample } from '@umlaut/contracts/model';
import type { Figures } from './history-entry.ts';
import { memoryUses } from './memory-uses.ts';
import { wholeDisks } from './whole-disks.ts';

/** What a point of the history tells: totals. Pure. */
export function pointFigures(point: XrayPoint): Figures {
  return known({
    cpu: point.cpuPercent,
    load: point.load1,
    memory: point.memoryUsedBytes,
    read: point.readBytesPerSecond,
    written: point.writtenBytesPerSecond,
    received: point.receivedBytesPerSecond,
    sent: point.sentBytesPerSecond,
  });
}

/** What a sample tells beyond its point: by kind, by use, by disk and by interface. Pure. */
export function sampleFigures({ cpu, memory, disks, interfaces, interrupts }: XraySample): Figures {
  return known({
    switches: cpu.contextSwitchesPerSecond,
    interrupts: interrupts.length === 0 ? null : sumOf(interrupts.map(({ perSecond }) => perSecond)),
    'cpu.user': cpu.userPercent,
    'cpu.nice': cpu.nicePercent,
    'cpu.system': cpu.systemPercent,
    'cpu.wait': cpu.ioWaitPercent,
    'cpu.interrupt': cpu.interruptPercent,
    'load.5': cpu.load[1],
    'load.15': cpu.load[2],
    ...Object.fromEntries(memoryUses(memory).map(({ key, bytes }) => [`memory.${key}`, bytes])),
    ...Object.fromEntries(
      wholeDisks(disks).flatMap((disk) => [
        [`disk.${disk.name}.read`, disk.readBytesPerSecond],
        [`disk.${disk.name}.written`, disk.writtenBytesPerSecond],
      ]),
    ),
    ...Object.fromEntries(
      interfaces
        .filter(({ name }) => name !== 'lo')
        .flatMap((found) => [
          [`net.${found.name}.received`, found.receivedBytesPerSecond],
          [`net.${found.name}.sent`, found.sentBytesPerSecond],
        ]),
    ),
  });
}

/** Null when no rate is known. */
function sumOf(rates: readonly (number | null)[]): number | null {
  return rates.reduce((sum, rate) => (rate === null ? sum : (sum ?? 0) + rate), null);
}

function known(figures: Readonly<Record<string, number | null>>): Figures {
  const found: Record<string, number> = {};
  for (const [key, value] of Object.entries(figures)) if (value !== null) found[key] = value;
  return found;
}
