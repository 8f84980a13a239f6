import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import type { KernelId } from '@umlaut/contracts/model';
import { syncDirectory } from '../process/index.ts';
import { KERNEL_FILE } from './imported-kernel.ts';

/**
 * Deletes an imported kernel. Whether a machine still needs it is the caller's to know; one that runs keeps
 * its (unlinked) file until it ends, but could not reboot.
 * @throws UmlautError KERNEL_NOT_FOUND, also for kernels of the system
 */
export async function removeKernel(importedDir: string, id: KernelId): Promise<void> {
  const folder = join(importedDir, id);
  if ((await stat(join(folder, KERNEL_FILE)).catch(() => null)) === null) {
    throw new UmlautError('KERNEL_NOT_FOUND', `There is no imported kernel ${id}`, { details: { id } });
  }
  // Out of sight in one step; a scan ignores names with a dot in front.
  const doomed = join(importedDir, `.removed-${id}`);
  await rm(doomed, { recursive: true, force: true });
  await rename(folder, doomed);
  await rm(doomed, { recursive: true, force: true });
  await syncDirectory(importedDir);
}
