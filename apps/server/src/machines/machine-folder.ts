import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MachineId } from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import { removeTree, syncDirectory } from '@umlaut/core/process';

/** Machines that are being made; a crash leaves them to the next start. */
export const UNFINISHED_PREFIX = '.new-';

/**
 * Makes a machine's folder whole or not at all: `fill` works in a folder beside it, which gets its name when
 * everything is there.
 * @param fill gets the folder of the disks, which exists and is empty.
 */
export async function makeMachineFolder(
  home: string,
  id: MachineId,
  fill: (disksDir: string) => Promise<void>,
): Promise<void> {
  const { machineDir, disksDir } = machinePaths(home, id);
  const parent = dirname(machineDir);
  const unfinished = join(parent, `${UNFINISHED_PREFIX}${id}`);
  const unfinishedDisks = join(unfinished, disksDir.slice(machineDir.length + 1));
  try {
    await mkdir(unfinishedDisks, { recursive: true, mode: 0o700 });
    await fill(unfinishedDisks);
    await rename(unfinished, machineDir);
    await syncDirectory(parent);
  } catch (error) {
    // Another start of the server tries again; why it could not be made is of more interest.
    await removeTree(unfinished).catch(() => {});
    throw error;
  }
}
