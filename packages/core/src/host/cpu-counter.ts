/** Clock ticks of all processors since the host's start. */
export interface CpuCounter {
  busy: number;
  total: number;
}

/** First line of /proc/stat, proc_stat(5): user nice system idle iowait irq softirq steal ... Pure. */
export function parseCpuCounter(text: string): CpuCounter {
  const ticks = (/^cpu +([\d ]+)$/m.exec(text)?.[1] ?? '').split(' ').map(Number);
  // guest and guest_nice are in user and nice already.
  const counted = ticks.slice(0, 8);
  const total = counted.reduce((sum, value) => sum + value, 0);
  return { busy: total - (counted[3] ?? 0) - (counted[4] ?? 0), total };
}

/** Per cent of all processors between two readings, 0 to 100. Pure. */
export function cpuPercentBetween(before: CpuCounter, after: CpuCounter): number {
  const total = after.total - before.total;
  if (total <= 0) return 0;
  return Math.min(100, Math.max(0, ((after.busy - before.busy) / total) * 100));
}
