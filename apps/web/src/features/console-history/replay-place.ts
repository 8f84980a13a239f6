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

/**
 * The place this many milliseconds of replay from `position`, always at least a frame away. `isCovered`: it lies
 * within the frames; if not, more of them in that direction would take it further. Pure.
 */
export function placeAfter(
  timeline: readonly TimedFrame[],
  position: number,
  ms: number,
): { offset: number; isCovered: boolean } {
  const first = timeline[0];
  const last = timeline.at(-1);
  if (first === undefined || last === undefined) return { offset: position, isCovered: false };
  const next = frameIndexAt(timeline, position);
  const time = (timeline[next - 1]?.time ?? 0) + ms;
  if (ms < 0) {
    if (time < 0) return { offset: first.offset, isCovered: false };
    const shown = timeline.findLast((frame) => frame.time <= time && frame.end < position);
    return { offset: shown?.end ?? first.offset, isCovered: shown !== undefined };
  }
  const shown = timeline.findLast((frame) => frame.time <= time) ?? first;
  return { offset: Math.max(shown.end, timeline[next]?.end ?? last.end), isCovered: time < last.time };
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
