import type { AskGuest } from './question.ts';

/** Answered from memory within a millisecond, also by a kernel that stands still. */
const TIMEOUT_MS = 1_000;

/**
 * Whether the guest of a kernel that answers stands between mconsole's `stop` and `go`, whoever sent these.
 * It then waits for requests in a loop; otherwise each comes as an interrupt, which /proc/interrupts counts
 * (mconsole_stop in arch/um/drivers/mconsole_kern.c).
 */
export async function standsStill(ask: AskGuest): Promise<boolean> {
  const before = await countRequests(ask);
  return before !== null && before === (await countRequests(ask));
}

async function countRequests(ask: AskGuest): Promise<number | null> {
  const [answer] = await ask(['proc interrupts'], TIMEOUT_MS);
  if (answer === undefined || 'unanswered' in answer || !answer.ok) return null;
  return mconsoleInterrupts(answer.bytes);
}

/** Of all processors together; null where the kernel counts none. Pure. */
export function mconsoleInterrupts(text: string): number | null {
  const counts = /^\s*\d+:((?:\s+\d+)+)\s.*\bmconsole\s*$/m.exec(text)?.[1];
  if (counts === undefined) return null;
  return counts
    .trim()
    .split(/\s+/)
    .reduce((sum, count) => sum + Number(count), 0);
}
