import {
  consoleName,
  type ConsoleName,
  type ImageId,
  type KernelId,
  type MachineExit,
  type MachineId,
} from '@umlaut/contracts/model';

/** What is kept of a machine over restarts of the server. Its live state comes from its monitor. */
export interface MachineRecord {
  readonly id: MachineId;
  readonly name: string;
  readonly description: string;
  readonly version: number;
  readonly createdAt: string;
  readonly kernelId: KernelId;
  readonly imageId: ImageId;
  readonly memoryMiB: number;
  readonly consoles: readonly ConsoleName[];
  readonly lastExit: MachineExit | null;
  /** Argument vector of the latest launch. */
  readonly commandLine: readonly string[] | null;
}

/** con0 is the kernel's log, con1 the login. */
export const DEFAULT_CONSOLES: readonly ConsoleName[] = [
  consoleName.parse('con0'),
  consoleName.parse('con1'),
];

/** File of the root disk in a machine's `disks` folder. */
export const ROOT_DISK = 'root.cow';
