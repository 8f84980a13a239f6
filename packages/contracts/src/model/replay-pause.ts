/** With "skip idle" no pause of a replay is longer than this, milliseconds. */
export const IDLE_LIMIT_MS = 1_000;

/**
 * How long a replay waits between two pieces of output that came `gapMs` apart, milliseconds. A clock that was set back
 * makes no wait; nor is one kept waiting for a machine that was off: `isBoot`, the later piece begins a run. Pure.
 */
export function replayPause(
  gapMs: number,
  { isBoot, skipIdle }: { isBoot: boolean; skipIdle: boolean },
): number {
  const gap = Math.max(0, gapMs);
  return skipIdle || isBoot ? Math.min(gap, IDLE_LIMIT_MS) : gap;
}
