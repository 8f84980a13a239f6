import type { ConsoleTimeline } from '@umlaut/contracts/model';
import type { ReplayPlace } from './replay-place.ts';

/** A history as a line: by the time of its replay, or by bytes where no time is known. */
export interface ReplayScale {
  unit: 'ms' | 'bytes';
  total: number;
  valueOf: (place: ReplayPlace) => number;
  placeOf: (value: number) => ReplayPlace;
}

/** Of a history that was read before or after its timeline. Pure. */
export function scaleOf(
  timeline: ConsoleTimeline | undefined,
  { oldest, end }: { oldest: number; end: number },
  skipIdle: boolean,
): ReplayScale {
  const points = timeline?.points ?? [];
  const times = points.map(({ ms, skippedMs }) => (skipIdle ? skippedMs : ms));
  const total = times.at(-1) ?? 0;
  if (total === 0) {
    return {
      unit: 'bytes',
      total: end - oldest,
      valueOf: ({ offset }) => Math.min(end, Math.max(oldest, offset)) - oldest,
      placeOf: (value) => ({ offset: oldest + value, leadMs: 0 }),
    };
  }
  return {
    unit: 'ms',
    total,
    valueOf: ({ offset, leadMs }) => {
      // What is shown last is what lies before the place.
      const index = lastIndexWhere(points.length, (at) => (points[at]?.offset ?? 0) < offset);
      const next = times[index + 1] ?? total;
      return index < 0 ? 0 : Math.min((times[index] ?? 0) + leadMs, next);
    },
    placeOf: (value) => {
      const index = lastIndexWhere(times.length, (at) => (times[at] ?? 0) <= value);
      const next = points[index + 1];
      if (next === undefined) return { offset: end, leadMs: 0 };
      return { offset: next.offset, leadMs: value - (times[index] ?? 0) };
    },
  };
}

/** Of 0, 1, ... up to `count`, where what holds for one holds for all before it; -1: for none. */
function lastIndexWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
