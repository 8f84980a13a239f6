import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { moveDisk } from '@umlaut/core/disks';
import type { MachinePaths } from '@umlaut/core/machine';
import { removeUnfinished, syncDirectory } from '@umlaut/core/process';

type Paths = Pick<MachinePaths, 'disksDir' | 'diskPath'>;

/** Where a larger disk is made: beside the one whose place it takes, so that this is one rename. */
export function largerDiskPath({ diskPath }: Pick<Paths, 'diskPath'>, number: number): string {
  return `${diskPath(number)}.larger`;
}

/** The machine's disk is the larger one from now on; what was there is gone. Idempotent. */
export async function placeLargerDisk(paths: Paths, number: number): Promise<void> {
  const from = largerDiskPath(paths, number);
  if (existsSync(from)) moveDisk({ from, to: paths.diskPath(number) });
  await syncDirectory(paths.disksDir);
}

/** As if none had been begun. Idempotent. */
export async function discardLargerDisk(paths: Paths, number: number): Promise<void> {
  await removeUnfinished(paths.disksDir);
  await rm(largerDiskPath(paths, number), { force: true });
}
