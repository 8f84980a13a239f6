import type { FootprintRequest } from '@umlaut/core/host';
import { ROOT_DISK } from '../machines/machine-record.ts';
import type { MachineEntry } from '../machines/machine-registry.ts';
import { runMemoryMiB } from '../machines/run-facts.ts';

const MIB = 1024 * 1024;

/** What is to be measured of a machine; null while it has no process. */
export function footprintRequest(
  entry: MachineEntry,
  diskPath: (fileName: string) => string,
): FootprintRequest | null {
  const { run } = entry;
  if (run?.kind !== 'watched' || run.status.umlPid === null) return null;
  return {
    umlPid: run.status.umlPid,
    monitorPid: run.status.monitorPid,
    diskPaths: [diskPath(ROOT_DISK)],
    memoryLimitBytes: runMemoryMiB(entry) * MIB,
  };
}
