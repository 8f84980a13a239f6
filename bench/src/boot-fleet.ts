import type { MachineId } from '@umlaut/contracts/model';
import { awaitText } from './bench-console.ts';
import type { BenchContext } from './benchmark.ts';
import { SHELL_PROMPT, type Lab } from './lab.ts';

/** As many boot at the same time as keep two cores busy; more would only make all of them late. */
const AT_ONCE = 4;
const BOOT_MS = 30_000;

export interface FleetPlan {
  count: number;
  memoryMiB: number;
  /** `performance.now()` after which none is begun, and what has not come up is left out. */
  until: number;
  /** Typed at the prompt of each, and what it prints first. */
  command: string;
  firstWords: string;
}

/** Makes machines and boots as many as the time allows. @returns those that came to their prompt */
export async function bootFleet(lab: Lab, context: BenchContext, plan: FleetPlan): Promise<MachineId[]> {
  const { count, memoryMiB } = plan;
  const { results } = await lab.api.machines.create({ name: 'fleet', count, memoryMiB, nicCount: 0 });
  const waiting = results.flatMap(({ id }) => id ?? []);
  const ready: MachineId[] = [];
  const bootOn = async (): Promise<void> => {
    while (performance.now() < plan.until) {
      const id = waiting.shift();
      if (id === undefined) return;
      // oxlint-disable-next-line no-await-in-loop -- the next when there is room for it
      if (await bootOne(lab, context, id, plan)) ready.push(id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, bootOn));
  context.signal.throwIfAborted();
  await Promise.all(waiting.map((id) => lab.remove(id)));
  return ready;
}

/** @returns whether it was up in time; if not, it is gone */
async function bootOne(
  lab: Lab,
  { signal }: BenchContext,
  id: MachineId,
  { until, command, firstWords }: FleetPlan,
): Promise<boolean> {
  await lab.api.machines.start({ id, force: true });
  const console = await lab.openConsole(id, 'con1');
  try {
    await awaitText(console, SHELL_PROMPT, { timeoutMs: BOOT_MS, context: { endsAt: until, signal } });
    console.write(`${command}\n`);
    await awaitText(console, firstWords, { timeoutMs: BOOT_MS, context: { endsAt: until, signal } });
    return true;
  } catch (error) {
    if (signal.aborted || performance.now() < until) throw error;
    await lab.remove(id);
    return false;
  } finally {
    await console[Symbol.asyncDispose]();
  }
}
