import { DISK_COUNT, ROOT_DISK_NUMBER, type DiskConfig, type ImageId } from '@umlaut/contracts/model';
import type { LaunchDisk } from '@umlaut/contracts/monitor';
import type { MachinePaths } from '@umlaut/core/machine';

/** Where the files of disks are. */
export interface DiskFiles {
  paths: Pick<MachinePaths, 'diskPath'>;
  /** @throws IMAGE_UNAVAILABLE */
  imagePath: (id: ImageId) => string;
}

/** The disks that a machine starts with. @throws IMAGE_UNAVAILABLE */
export function launchDisks(disks: readonly DiskConfig[], files: DiskFiles): LaunchDisk[] {
  return disks.filter(({ plugged }) => plugged).map((disk) => launchDisk(disk, files));
}

/** @throws IMAGE_UNAVAILABLE */
export function launchDisk(disk: DiskConfig, { paths, imagePath }: DiskFiles): LaunchDisk {
  const { number, imageId, flags, serial } = disk;
  return {
    index: number,
    path: paths.diskPath(number),
    backingPath: imageId === null ? null : imagePath(imageId),
    ...flags,
    // A guest that writes a copy-on-write header onto its raw disk would choose the backing file.
    noCow: imageId === null,
    ...(serial === null ? {} : { serial }),
  };
}

/** Files of all disks that the machine may ever have beside its root disk. */
export function diskSlots({ diskPath }: DiskFiles['paths']): string[] {
  return Array.from({ length: DISK_COUNT }, (_, number) => number)
    .filter((number) => number !== ROOT_DISK_NUMBER)
    .map((number) => diskPath(number));
}
