import { lines, toCount, words } from './figures.ts';

/** Clock ticks of all processors together since the guest's start. */
export interface CpuTicks {
  user: number;
  nice: number;
  system: number;
  idle: number;
  ioWait: number;
  /** Hard and soft. */
  interrupt: number;
  steal: number;
}

/** What a look uses of the guest's /proc/stat. */
export interface GuestStat {
  ticks: CpuTicks;
  contextSwitches: number;
  /** Forks since the start. */
  processes: number;
  running: number;
  blocked: number;
  /** Since the start, by the number of the interrupt. */
  interrupts: number[];
  /** Those that count under no number: the timer's, where it has none (UML 7.2). */
  otherInterrupts: number;
  /** Since the start, in the order of SOFTIRQ_NAMES. */
  softirqs: number[];
}

/** include/linux/interrupt.h; the order is the same since 2.6.39. */
export const SOFTIRQ_NAMES = [
  'HI',
  'TIMER',
  'NET_TX',
  'NET_RX',
  'BLOCK',
  'IRQ_POLL',
  'TASKLET',
  'SCHED',
  'HRTIMER',
  'RCU',
] as const;

/** UML has 64 interrupts, a little more with virtio (arch/um/include/asm/irq.h). */
const MAX_INTERRUPTS = 256;

/** Parses /proc/stat, proc_stat(5); what is missing is 0. Pure. */
export function parseStat(text: string): GuestStat {
  const byName = new Map<string, number[]>();
  for (const line of lines(text, 512)) {
    const [name = '', ...values] = words(line);
    if (!byName.has(name)) byName.set(name, values.slice(0, MAX_INTERRUPTS + 1).map(toCount));
  }
  const first = (name: string): number => byName.get(name)?.[0] ?? 0;
  const [user = 0, nice = 0, system = 0, idle = 0, ioWait = 0, hard = 0, soft = 0, steal = 0] =
    byName.get('cpu') ?? [];
  // The first figure is the sum.
  const [interruptSum = 0, ...interrupts] = byName.get('intr') ?? [];
  return {
    ticks: {
      user,
      nice,
      system,
      idle,
      ioWait,
      interrupt: Math.min(hard + soft, Number.MAX_SAFE_INTEGER),
      steal,
    },
    contextSwitches: first('ctxt'),
    processes: first('processes'),
    running: first('procs_running'),
    blocked: first('procs_blocked'),
    interrupts,
    otherInterrupts: Math.max(0, interruptSum - interrupts.reduce((sum, count) => sum + count, 0)),
    softirqs: (byName.get('softirq') ?? []).slice(1, SOFTIRQ_NAMES.length + 1),
  };
}
