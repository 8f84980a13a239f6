import type { HostCheck, Isolation, Kernel } from '@umlaut/contracts/model';
import type { RunAs } from '../account.ts';

/** What the checks of a host are about. */
export interface CheckContext {
  home: string;
  runtimeDir: string;
  /** What scanKernels found. */
  kernels: readonly Pick<Kernel, 'path' | 'version' | 'problem'>[];
  runAs: RunAs;
  isolation: Isolation;
}

export type Check = (context: CheckContext) => Promise<HostCheck> | HostCheck;

/** A check's unchanging part, and its two ways to end. */
export interface CheckResult {
  ok(finding: string): HostCheck;
  not(status: Exclude<HostCheck['status'], 'ok'>, finding: string, remedy: string): HostCheck;
}

export function check(key: string, label: string): CheckResult {
  return {
    ok: (finding) => ({ key, label, status: 'ok', finding, remedy: null }),
    not: (status, finding, remedy) => ({ key, label, status, finding, remedy }),
  };
}
