import type { ProcessStat } from '../process/index.ts';

/** USER_HZ: the unit of /proc/PID/stat on every Linux platform that UML runs on. */
const TICKS_PER_SECOND = 100;

/** Includes what ended: a reaped child's time moves to its parent, so the sum never shrinks. Pure. */
export function totalTicks(tree: readonly ProcessStat[]): number {
  return tree.reduce((sum, { cpuTicks, reapedCpuTicks }) => sum + cpuTicks + reapedCpuTicks, 0);
}

/** Pure. */
export function percentOfOneCore(ticks: number, elapsedMs: number): number {
  if (elapsedMs <= 0) return 0;
  return Math.max(0, (ticks / TICKS_PER_SECOND / (elapsedMs / 1000)) * 100);
}
