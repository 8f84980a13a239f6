import type { ConsoleBoot, ConsoleTimeline } from '@umlaut/contracts/model';

/** A moment of a run of the machine, as addresses have it: what is kept before it may go, and it stays the same. */
export interface RunMoment {
  bootId: string;
  /** Since the run began. */
  seconds: number;
}

/** Of a place that came at this time; null: no run or time is known. Pure. */
export function runMomentOf(
  boots: readonly ConsoleBoot[],
  { offset, at }: { offset: number; at: number | null },
): RunMoment | null {
  const boot = boots.findLast((one) => one.offset <= offset) ?? boots[0];
  if (boot === undefined || at === null) return null;
  const ms = Math.ceil(at - Date.parse(boot.at));
  // Before its run: the clock was set back.
  return ms < 0 ? null : { bootId: boot.bootId, seconds: ms / 1000 };
}

/**
 * Between which offsets of what is kept, as close as the timeline tells, and at which time; null: that second of that
 * run is not kept any more. Pure.
 */
export function placeOfRunMoment(
  { boots, oldest, end }: { boots: readonly ConsoleBoot[]; oldest: number; end: number },
  { points }: ConsoleTimeline,
  { bootId, seconds }: RunMoment,
): { from: number; to: number; at: number } | null {
  const index = boots.findIndex((boot) => boot.bootId === bootId);
  const boot = boots[index];
  if (boot === undefined) return null;
  const at = Date.parse(boot.at) + seconds * 1000;
  const to = boots[index + 1]?.offset ?? end;
  const own = points.filter((point) => point.offset >= boot.offset && point.offset < to);
  const first = own[0];
  if (boot.offset < oldest && first !== undefined && at < first.at) return null;
  const later = own.findIndex((point) => point.at > at);
  const near = later === -1 ? own.at(-1) : own[later - 1];
  return { from: Math.max(oldest, near?.offset ?? boot.offset), to, at };
}
