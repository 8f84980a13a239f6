import type { StopRung } from '@umlaut/contracts/model';

/** Milliseconds that a rung gets before the next one is tried. */
export type StopBudgets = Readonly<Record<StopRung, number>>;

/**
 * `cad` waits for the guest's own shutdown, which a full distribution takes its time for; the others act
 * on the kernel or the process at once. After `sigkill` there is nothing left to try: its budget is how
 * long until the monitor reports that the process could not be killed.
 */
export const STOP_BUDGETS: StopBudgets = { cad: 20_000, halt: 5_000, sigterm: 3_000, sigkill: 10_000 };

const LADDER: readonly StopRung[] = ['cad', 'halt', 'sigterm', 'sigkill'];

/** mconsole has nobody to talk to before the kernel is up, so the ladder starts where it can work. */
export function firstRung({ kernelUp }: { kernelUp: boolean }): StopRung {
  return kernelUp ? 'cad' : 'sigterm';
}

/** The rung after this one; `sigkill` is the last and is tried again. */
export function nextRung(rung: StopRung): StopRung {
  return LADDER[LADDER.indexOf(rung) + 1] ?? 'sigkill';
}
