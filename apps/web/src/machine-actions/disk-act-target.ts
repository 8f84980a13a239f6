import type { MachineId } from '@umlaut/contracts/model';

/** The disk that an act is for. */
export interface DiskActTarget {
  machineId: MachineId;
  machineName: string;
  number: number;
  device: string;
  sizeBytes: number;
  /** Something was done to the disk, or to others with it. */
  onDone: () => void;
}
