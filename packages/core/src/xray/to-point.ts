import type { XrayPoint, XraySample } from '@umlaut/contracts/model';
import { wholeDisks } from './whole-disks.ts';

/** The line of the history that a full sample makes. Pure. */
export function toPoint(sample: XraySample): XrayPoint {
  const { cpu, memory } = sample;
  const disks = wholeDisks(sample.disks);
  const interfaces = sample.interfaces.filter(({ name }) => name !== 'lo');
  return {
    at: sample.at,
    cpuPercent: cpu.idlePercent === null ? null : 100 - cpu.idlePercent,
    load1: cpu.load[0],
    memoryUsedBytes: Math.max(0, memory.totalBytes - memory.availableBytes),
    readBytesPerSecond: total(disks.map((disk) => disk.readBytesPerSecond)),
    writtenBytesPerSecond: total(disks.map((disk) => disk.writtenBytesPerSecond)),
    receivedBytesPerSecond: total(interfaces.map((found) => found.receivedBytesPerSecond)),
    sentBytesPerSecond: total(interfaces.map((found) => found.sentBytesPerSecond)),
  };
}

/** Null when no rate is known, and there are some to know. */
function total(rates: readonly (number | null)[]): number | null {
  const known = rates.filter((rate) => rate !== null);
  if (known.length === 0 && rates.length > 0) return null;
  return known.reduce((sum, rate) => sum + rate, 0);
}
