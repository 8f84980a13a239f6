import type { RatePair } from './rates.ts';

/** Frames that a link drops, or dropped a moment ago. */
export interface Dropping {
  /** Both directions, at the last reading that had any. */
  perSecond: number;
  /** Since then; 0: now. */
  secondsAgo: number;
}

/** As long as a glance at the drawing may come too late. */
const DROPS_FADE_SECONDS = 4;

/** Moves on to another reading, `seconds` later. Null: nothing was dropped lately. */
export function nextDropping(before: Dropping | null, rates: RatePair, seconds: number): Dropping | null {
  const perSecond = (rates[0]?.drops ?? 0) + (rates[1]?.drops ?? 0);
  if (perSecond > 0) return { perSecond, secondsAgo: 0 };
  if (before === null) return null;
  const secondsAgo = before.secondsAgo + Math.max(0, seconds);
  return secondsAgo >= DROPS_FADE_SECONDS ? null : { perSecond: before.perSecond, secondsAgo };
}

/** How much of them is still seen on the drawing: 1 now, then less and less. */
export function droppingAlpha({ secondsAgo }: Dropping): number {
  return 1 - secondsAgo / DROPS_FADE_SECONDS;
}
