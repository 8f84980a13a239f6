import type { FrameCounters, LinkState, NicState } from '@umlaut/contracts/model';

/** What passes in one direction, per second. */
export interface Rate {
  frames: number;
  bits: number;
  /** Frames that were dropped. */
  drops: number;
}

export type RatePair = readonly [Rate | null, Rate | null];

/** From two readings; null when the counters began anew in between, or no time passed. */
export function rateBetween(before: FrameCounters, after: FrameCounters, seconds: number): Rate | null {
  const frames = after.frames - before.frames;
  const bytes = after.bytes - before.bytes;
  const drops = totalDrops(after) - totalDrops(before);
  if (seconds <= 0 || frames < 0 || bytes < 0 || drops < 0) return null;
  return {
    frames: Math.round(frames / seconds),
    bits: Math.round((bytes * 8) / seconds),
    // A single frame in a long second is not none.
    drops: Math.ceil(drops / seconds),
  };
}

export function linkRates(before: LinkState | undefined, after: LinkState, seconds: number): RatePair {
  if (before === undefined) return [null, null];
  return [
    rateBetween(before.directions[0], after.directions[0], seconds),
    rateBetween(before.directions[1], after.directions[1], seconds),
  ];
}

export function nicRates(before: NicState | undefined, after: NicState, seconds: number): RatePair {
  if (before === undefined) return [null, null];
  return [
    rateBetween(before.sent, after.sent, seconds),
    rateBetween(before.received, after.received, seconds),
  ];
}

const UNITS = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s'] as const;

/** "0 bit/s", "12.5 kbit/s", "1.2 Gbit/s". */
export function formatBits(bits: number): string {
  let value = bits;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const text = unit === 0 || value >= 99.95 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, '');
  return `${text} ${UNITS[unit]}`;
}

/** A line grows by one step for each tenfold traffic: 1.5 px for none, 6 px from 100 Mbit/s on. */
export function lineWeight(bits: number): number {
  if (bits < 1) return 1.5;
  return Math.min(6, 1.5 + Math.log10(bits) * 0.56);
}

function totalDrops({ drops }: FrameCounters): number {
  return Object.values(drops).reduce((sum, count) => sum + count, 0);
}
