import type { Machine, MachineDisk } from '@umlaut/contracts/model';

export interface DiskCardProps {
  machine: Machine;
  disk: MachineDisk;
  /** Something was done to the disk. */
  onDone: () => void;
}
