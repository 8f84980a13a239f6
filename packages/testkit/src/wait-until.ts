import { setTimeout as delay } from 'node:timers/promises';

/** Asks again every few milliseconds until the condition holds; false when the deadline comes first. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() > deadline) return false;
    await delay(10);
  }
}

/** Like waitUntil, for tests: @throws Error that says what was awaited. */
export async function expectSoon(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> {
  if (!(await waitUntil(condition, timeoutMs))) throw new Error(`Not within ${timeoutMs} ms: ${what}`);
}
