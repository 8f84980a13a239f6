import { PAGE_BYTES, type Extent } from './passage-pages.ts';
import { frameIndexAt, type TimedFrame } from './timeline.ts';

/** How close after the beginning of a run "previous boot" means the one before, milliseconds. */
const SAME_BOOT_MS = 3_000;

/**
 * Where a replay that shall end at `target` begins with an empty screen: at the boot before it, but never much
 * more than a page before. Pure.
 */
export function replayStart(target: number, { oldest, bootOffsets }: Extent): number {
  const near = Math.floor((target - PAGE_BYTES) / PAGE_BYTES) * PAGE_BYTES;
  const boot = bootOffsets.findLast((offset) => offset <= target) ?? 0;
  return Math.max(oldest, near, boot);
}

/** Everything before `offset` is shown, and `leadMs` of the pause behind it is over. */
export interface ReplayPlace {
  offset: number;
  leadMs: number;
}

/**
 * The place this many milliseconds of replay from another. `isCovered`: it lies within the frames; if not, more of them
 * in that direction would take it further. Pure.
 */
export function placeAfter(
  timeline: readonly TimedFrame[],
  from: ReplayPlace,
  ms: number,
): ReplayPlace & { isCovered: boolean } {
  const first = timeline[0];
  if (first === undefined) return { ...from, isCovered: false };
  const next = frameIndexAt(timeline, from.offset);
  const time = (timeline[next - 1]?.time ?? 0) + from.leadMs + ms;
  const index = timeline.findLastIndex((frame) => frame.time <= time);
  const shown = timeline[index];
  if (shown === undefined) return { offset: first.offset, leadMs: 0, isCovered: false };
  if (index === timeline.length - 1) return { offset: shown.end, leadMs: 0, isCovered: false };
  return { offset: shown.end, leadMs: time - shown.time, isCovered: true };
}

/** A boot as a replay knows it: where it can be gone to, and when it was. */
export interface BootPlace {
  offset: number;
  at: number;
}

/**
 * Where "previous boot" leads: to this run's beginning, or, from there, to the one before. `movingAt`: the time
 * that a running replay has come to, which moves on while one looks for the key; null: it stands still. Pure.
 */
export function previousBoot(
  boots: readonly BootPlace[],
  position: number,
  movingAt: number | null,
): BootPlace | null {
  const earlier = boots.filter((boot) => boot.offset < position);
  const own = earlier.at(-1);
  const isJustIn = own !== undefined && movingAt !== null && movingAt - own.at < SAME_BOOT_MS;
  return earlier.at(isJustIn ? -2 : -1) ?? own ?? null;
}
