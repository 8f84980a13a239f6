import type { Backtrace } from '@umlaut/contracts/model';

/** How every task leaves the processor: says nothing about why. kernel/sched/core.c. */
const SCHEDULER = /^(?:_+switch_to|_*(?:preempt_|io_)?schedule(?:_\w+)?)$/;

/** The innermost call that tells where a task is, past the scheduler; null when the trace has none. */
export function whereItIs({ frames }: Backtrace): string | null {
  const sure = frames.filter(({ reliable }) => reliable);
  const calls = sure.length === 0 ? frames : sure;
  const frame = calls.find(({ symbol }) => !SCHEDULER.test(symbol)) ?? calls[0];
  return frame?.symbol ?? null;
}
