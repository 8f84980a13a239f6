import type { ImageId, Isolation, KernelId, Machine } from '@umlaut/contracts/model';
import { machineName } from '@umlaut/contracts/model';
import type { MachineEntry } from './machine-registry.ts';
import { toMachineState } from './machine-run.ts';
import { consolesOf } from './run-facts.ts';

export interface MachineLookups {
  kernelVersion(id: KernelId): string | null;
  imageLabel(id: ImageId): string | null;
  /** What a start would get now. */
  nextIsolation(): Isolation;
}

/** A machine as the wire has it. */
export function presentMachine({ record, run }: MachineEntry, lookups: MachineLookups): Machine {
  return {
    id: record.id,
    name: machineName.parse(record.name),
    description: record.description,
    version: record.version,
    createdAt: record.createdAt,
    kernelId: record.kernelId,
    kernelVersion: lookups.kernelVersion(record.kernelId),
    imageId: record.imageId,
    imageLabel: lookups.imageLabel(record.imageId),
    memoryMiB: record.memoryMiB,
    consoleLogMiB: record.consoleLogMiB,
    consoles: consolesOf({ record, run }),
    lines: [...record.lines],
    root: record.root,
    disks: [...record.disks],
    nics: [...record.nics],
    snapshotCount: record.snapshots.items.length,
    state: toMachineState(run, record.lastExit),
    isolation: run === null ? lookups.nextIsolation() : run.isolation,
    commandLine: record.commandLine === null ? null : [...record.commandLine],
  };
}
