import type {
  DiskConfig,
  ImageId,
  KernelId,
  MachineExit,
  MachineId,
  MachineLine,
  NicConfig,
  MachineRoot,
} from '@umlaut/contracts/model';
import type { SnapshotTree } from '../snapshots/snapshot-tree.ts';

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
  /** Kept of all consoles together, over all runs. */
  readonly consoleLogMiB: number;
  /** Consoles and serial lines in order; what is not named is null. */
  readonly lines: readonly MachineLine[];
  /** What it boots from. Of a directory the image above is only where it came from. */
  readonly root: MachineRoot;
  /** In order of their numbers; the first is the root disk, over the image above, unless the root is a directory. */
  readonly disks: readonly DiskConfig[];
  /** In order of their numbers. */
  readonly nics: readonly NicConfig[];
  readonly snapshots: SnapshotTree;
  readonly lastExit: MachineExit | null;
  /** Argument vector of the latest launch. */
  readonly commandLine: readonly string[] | null;
}
