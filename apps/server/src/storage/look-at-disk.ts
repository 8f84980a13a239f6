import { existsSync } from 'node:fs';
import type { DiskConfig, StorageDisk } from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import { describeDisk } from '../disks/describe-disks.ts';
import type { DiskLook } from '../disks/disk-look.ts';
import type { MachineEntry } from '../machines/machine-registry.ts';

/** A disk of a machine as the whole host's storage is shown. */
export async function lookAtDisk(
  home: string,
  { record, run }: Pick<MachineEntry, 'record' | 'run'>,
  disk: DiskConfig,
  look: DiskLook,
): Promise<StorageDisk> {
  const path = machinePaths(home, record.id).diskPath(disk.number);
  const { ownBytes, ...described } = await describeDisk({ disk, path, live: null }, look);
  return {
    ...described,
    machineId: record.id,
    machineName: record.name,
    isStopped: run === null,
    isReady: record.snapshots.owed === null || existsSync(path),
    imageId: disk.imageId,
    freedBytes: ownBytes,
  };
}
