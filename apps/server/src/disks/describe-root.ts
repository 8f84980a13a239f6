import { isUmlautError } from '@umlaut/contracts/errors';
import type { RootDirectory } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { checkRootDirectory, measureRootDirectory } from '@umlaut/core/machine';

/** What the directory that a machine boots from is now. One that cannot be used is shown with its problem. */
export async function describeRoot(path: string, account: LaunchSpec['runAs']): Promise<RootDirectory> {
  try {
    await checkRootDirectory(path);
  } catch (error) {
    if (!isUmlautError(error)) throw error;
    return { path, allocatedBytes: null, problem: error.message };
  }
  return { path, allocatedBytes: await measureRootDirectory(path, account), problem: null };
}
