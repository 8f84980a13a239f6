import type { HostCheck } from '@umlaut/contracts/model';
import { checkAccount, checkHome, checkRuntimeDir } from './checks/account.ts';
import type { Check, CheckContext } from './checks/check.ts';
import { checkKernels } from './checks/kernels.ts';
import { checkCoreDumps, checkOpenFiles, checkPtys } from './checks/limits.ts';
import { checkMapCount, checkMemory, checkShm } from './checks/memory.ts';
import { checkNetAdmin, checkPasst, checkTap } from './checks/network.ts';
import { checkHostSystem, checkNode, checkProcessor } from './checks/platform.ts';
import { PROGRAM_CHECKS } from './checks/programs.ts';
import { checkPtrace } from './checks/ptrace.ts';
import { checkIsolation, checkUserNamespaces } from './checks/sandbox.ts';
import { checkDiskSpace } from './checks/storage.ts';
import { detectIsolation } from './detect-isolation.ts';

export type RunChecksOptions = Omit<CheckContext, 'isolation'>;

/** In the order in which they are shown. */
const CHECKS: readonly Check[] = [
  checkProcessor,
  checkHostSystem,
  checkNode,
  checkKernels,
  checkPtrace,
  checkAccount,
  checkHome,
  checkRuntimeDir,
  checkIsolation,
  checkUserNamespaces,
  checkMemory,
  checkShm,
  checkMapCount,
  checkDiskSpace,
  checkPtys,
  checkOpenFiles,
  checkCoreDumps,
  checkTap,
  checkNetAdmin,
  checkPasst,
  ...PROGRAM_CHECKS,
];

/** What this host can and cannot do, and what to type to gain more. Nothing is changed, no guest is booted. */
export async function runChecks(options: RunChecksOptions): Promise<HostCheck[]> {
  const isolation = await detectIsolation({ runAs: options.runAs, refresh: true });
  const context: CheckContext = { ...options, isolation };
  return Promise.all(CHECKS.map(async (run) => run(context)));
}
