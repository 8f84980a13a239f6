import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { childrenOf } from './children-of.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** A third of the weight of an ordinary process (sched_prio_to_weight in kernel/sched/core.c). */
export const GUEST_NICE = 5;
/** Without privilege the whole host may change one group in 100 ms: kernel/sched/autogroup.c. */
const RETRY_MS = 130;
const TRIES = 40;

/**
 * Lets a running UML give way to what people look at: server, monitors and a browser on the same host are
 * served first when processors are short. A guest that is alone gets all there is, as before.
 *
 * Twice, because hosts differ: where sessions share the processors (autogroup, sched(7)) a nice value counts
 * only within UML's own session, so the session's is set; elsewhere each process has its own, and what UML
 * forks later inherits it.
 */
export async function giveWay(uml: ProcessIdentity, nice = GUEST_NICE): Promise<void> {
  for (const { pid } of [uml, ...childrenOf(uml.pid)]) trySetPriority(pid, nice);
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    if (setSessionNice(uml.pid, nice) !== 'EAGAIN') return;
    await delay(RETRY_MS * (0.5 + Math.random()), undefined, { ref: false });
  }
}

/** It may have ended meanwhile, or be nicer already. */
function trySetPriority(pid: number, nice: number): void {
  try {
    setPriority(pid, nice);
  } catch {
    // Nothing depends on it.
  }
}

/** @returns what the kernel refused with; null when it did not. ENOENT: this host has no autogroups. */
function setSessionNice(pid: number, nice: number): string | null {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(nice));
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? null;
  }
}
