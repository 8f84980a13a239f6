import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { checkDisks } from '@umlaut/core/machine';

/**
 * What must be true before UML is started, as seen by the account that it will run as.
 * @throws UmlautError KERNEL_UNAVAILABLE, DISK_*, COW_INVALID, BACKING_*
 */
export async function checkLaunch(spec: LaunchSpec): Promise<void> {
  await access(spec.kernelPath, constants.R_OK | constants.X_OK).catch((cause: unknown) => {
    throw new UmlautError(
      'KERNEL_UNAVAILABLE',
      `The kernel ${spec.kernelPath} is not there or cannot be run`,
      {
        field: 'kernelPath',
        cause,
      },
    );
  });
  await checkDisks(spec.disks);
}
