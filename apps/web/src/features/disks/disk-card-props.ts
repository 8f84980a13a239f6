import type { Machine, MachineDisk } from '@umlaut/contracts/model';
import type { DiskActTarget } from '../../machine-actions/disk-act-target.ts';

export interface DiskCardProps {
  machine: Machine;
  disk: MachineDisk;
  /** Something was done to the disk. */
  onDone: () => void;
}

/** The disk for the dialogs that ask the server first. */
export function actTarget({ machine, disk, onDone }: DiskCardProps): DiskActTarget {
  const { number, device, sizeBytes } = disk;
  return { machineId: machine.id, machineName: machine.name, number, device, sizeBytes, onDone };
}
