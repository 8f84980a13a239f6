import type { HostCheck } from '@umlaut/contracts/model';
import { readNumber } from '../read-text.ts';
import { check, type Check } from './check.ts';

/**
 * UML's guest processes ask to be traced (PTRACE_TRACEME) by UML itself. Yama, ptrace(2): 0 and 1 allow that,
 * 2 asks for CAP_SYS_PTRACE, which machines never have, 3 forbids it. `scope` is null without Yama. Pure.
 */
export function judgePtraceScope(scope: number | null): HostCheck {
  const result = check('ptrace', 'Process tracing (ptrace)');
  if (scope === null || scope <= 1) return result.ok('Allowed, which is how a guest runs its programs');
  const blocked = `Forbidden (kernel.yama.ptrace_scope is ${scope}), so no guest could run a program`;
  return scope === 2
    ? result.not('blocking', blocked, 'sysctl -w kernel.yama.ptrace_scope=1')
    : result.not('blocking', blocked, 'Set kernel.yama.ptrace_scope=1 in /etc/sysctl.d and reboot the host');
}

export const checkPtrace: Check = async () =>
  judgePtraceScope(await readNumber('/proc/sys/kernel/yama/ptrace_scope'));
