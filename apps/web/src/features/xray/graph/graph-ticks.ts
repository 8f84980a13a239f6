/** A scale of values: where its lines are, and how far it reaches. */
export interface ValueScale {
  high: number;
  ticks: readonly number[];
}

/**
 * A round scale for values up to `highest`, with `parts` steps. `base` 1024 makes steps of 1, 2, 4, ... KiB,
 * `base` 10 of 1, 2, 5, 10. It never ends below `smallest`. Pure.
 */
export function valueScale(
  highest: number,
  options: { smallest: number; base: 10 | 1024; parts?: number },
): ValueScale {
  const { smallest, base, parts = 2 } = options;
  const wanted = Math.max(highest, smallest) / parts;
  const step = base === 10 ? decimalStep(wanted) : binaryStep(wanted);
  return { high: step * parts, ticks: Array.from({ length: parts + 1 }, (_, index) => index * step) };
}

/** The smaller side of a scale with two has at least this share of the other, or its label would not fit. */
const SMALLER_SIDE = 1 / 4;

/** Lines of a scale that goes up from zero to `highest` and down to `lowest`, both as positive values. Pure. */
export function pairScale(
  highest: number,
  lowest: number,
  options: { smallest: number; base: 10 | 1024 },
): readonly number[] {
  const { high: up } = valueScale(highest, { ...options, parts: 1 });
  const { high: down } = valueScale(lowest, { ...options, parts: 1 });
  return [-Math.max(down, up * SMALLER_SIDE), 0, Math.max(up, down * SMALLER_SIDE)];
}

function decimalStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  return ([1, 2, 5, 10].find((factor) => factor * power >= wanted * 0.999_999) ?? 10) * power;
}

function binaryStep(wanted: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, wanted)) - 1e-9);
}

const MINUTE = 60_000;

/** Times worth a line between `start` and `end`: whole half minutes, five minutes or quarters. Pure. */
export function timeTicks(start: number, end: number): readonly number[] {
  const span = end - start;
  const step = span <= 5 * MINUTE ? MINUTE / 2 : span <= 20 * MINUTE ? 5 * MINUTE : 15 * MINUTE;
  const ticks: number[] = [];
  for (let at = Math.ceil(start / step) * step; at <= end; at += step) ticks.push(at);
  return ticks;
}
