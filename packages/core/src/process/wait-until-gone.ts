import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';
import type { ProcessIdentity } from './process-identity.ts';

export interface WaitUntilGoneOptions {
  timeoutMs: number;
}

/**
 * Waits until none of these processes runs (zombies count as gone). Resolves with those that still do when
 * the time is up: an empty array is success.
 */
export async function waitUntilGone(
  identities: readonly ProcessIdentity[],
  { timeoutMs }: WaitUntilGoneOptions,
): Promise<ProcessIdentity[]> {
  const deadline = performance.now() + timeoutMs;
  let alive = identities.filter(isAlive);
  // The kernel offers no event for processes that are not our children, short of a pidfd, hence polling.
  for (let pauseMs = 2; alive.length > 0; pauseMs = Math.min(pauseMs * 2, 25)) {
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) break;
    await delay(Math.min(pauseMs, leftMs));
    alive = alive.filter(isAlive);
  }
  return alive;
}
