import { dirname, join } from 'node:path';
import { ROOT_DISK_NUMBER } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { createCow } from '@umlaut/core/cow';
import { diskFileName, makeRootDirectory } from '@umlaut/core/machine';
import type { TaskRegistry } from '../tasks/task-registry.ts';
import type { MachineRecord } from './machine-record.ts';

export interface NewRootDeps {
  tasks: TaskRegistry;
  /** Account that machines run as, or null for that of the server. */
  account: LaunchSpec['runAs'];
}

/**
 * Makes what a new machine boots from, in its folder that is being made. Unpacking may take a while, so it is a task.
 * @throws IMAGE_INVALID, STORAGE_FULL, CANCELLED, HOST_UNSUPPORTED
 */
export async function makeRoot(
  { tasks, account }: NewRootDeps,
  { id, name, root }: MachineRecord,
  { imagePath, disksDir }: { imagePath: string; disksDir: string },
): Promise<void> {
  if (root === 'disk') {
    await createCow({ path: join(disksDir, diskFileName(ROOT_DISK_NUMBER)), backingPath: imagePath });
    return;
  }
  const machineDir = dirname(disksDir);
  const { done } = tasks.start(
    {
      kind: 'unpack',
      title: `Make the root directory of "${name}"`,
      machineIds: [id],
      step: 'Unpacking the image',
      cancellable: true,
    },
    ({ signal }) => makeRootDirectory({ machineDir, imagePath, account, signal }),
  );
  await done;
}
