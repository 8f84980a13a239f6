import type { GuestCpu } from '@umlaut/contracts/model';
import type { CpuTicks } from './parse-stat.ts';

export type CpuShares = Pick<
  GuestCpu,
  'userPercent' | 'nicePercent' | 'systemPercent' | 'idlePercent' | 'ioWaitPercent' | 'interruptPercent'
>;

/** What the processor did between two readings, 0-100; all null without an earlier one. Pure. */
export function cpuShares(before: CpuTicks | null, after: CpuTicks): CpuShares {
  // Idle and I/O wait may shrink by a tick: proc_stat(5).
  const spent = (kind: keyof CpuTicks): number => Math.max(0, after[kind] - (before?.[kind] ?? 0));
  const total =
    spent('user') +
    spent('nice') +
    spent('system') +
    spent('idle') +
    spent('ioWait') +
    spent('interrupt') +
    spent('steal');
  const share = (kind: keyof CpuTicks): number | null =>
    before === null || total === 0 ? null : (spent(kind) / total) * 100;
  return {
    userPercent: share('user'),
    nicePercent: share('nice'),
    systemPercent: share('system'),
    idlePercent: share('idle'),
    ioWaitPercent: share('ioWait'),
    interruptPercent: share('interrupt'),
  };
}
