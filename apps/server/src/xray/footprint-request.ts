import type { FootprintRequest } from '@umlaut/core/host';
import type { MachineEntry } from '../machines/machine-registry.ts';
import { runMemoryMiB } from '../machines/run-facts.ts';

const MIB = 1024 * 1024;

/** What is to be measured of a machine; null while it has no process. */
export function footprintRequest(
  entry: MachineEntry,
  diskPath: (number: number) => string,
): FootprintRequest | null {
  const { record, run } = entry;
  if (run?.kind !== 'watched' || run.status.umlPid === null) return null;
  return {
    umlPid: run.status.umlPid,
    monitorPid: run.status.monitorPid,
    diskPaths: record.disks.map(({ number }) => diskPath(number)),
    memoryLimitBytes: runMemoryMiB(entry) * MIB,
  };
}
