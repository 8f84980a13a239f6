export interface NumberBounds {
  min: number;
  max: number;
  /** How many digits may follow the point. */
  decimals: number;
  /** What stands behind the number, like " ms"; a person may leave it or type it. */
  suffix: string;
}

export type TypedNumber = { value: number; problem: null } | { value: null; problem: string };

const PLAIN = /^[+-]?(?:\d+(?:\.(\d*))?|\.(\d+))$/;

/**
 * What a person typed as a number. Nothing is left out or rounded to make a number of it: "1e9" is none, and not 19.
 */
export function readTypedNumber(text: string, bounds: NumberBounds): TypedNumber {
  const { min, max, decimals, suffix } = bounds;
  const unit = suffix.trim();
  const bare = text.trim();
  const digits = unit !== '' && bare.endsWith(unit) ? bare.slice(0, -unit.length).trim() : bare;
  const match = PLAIN.exec(digits);
  const fraction = match?.[1] ?? match?.[2] ?? '';
  const value = Number(digits);
  if (match === null || fraction.length > decimals || value < min || value > max) {
    return { value: null, problem: wanted(bounds) };
  }
  // "-0" is 0.
  return { value: value + 0, problem: null };
}

/** The number as a field shows it: never as "1e+21". */
export function showNumber(
  value: number,
  { decimals, suffix }: Pick<NumberBounds, 'decimals' | 'suffix'>,
): string {
  return `${Number(value.toFixed(decimals))}${suffix}`;
}

/** The next number that a step up or down leads to, within the bounds. */
export function stepNumber(from: number, step: 1 | -1, { min, max, decimals }: NumberBounds): number {
  return Number(Math.min(max, Math.max(min, from + step)).toFixed(decimals));
}

function wanted({ min, max, decimals, suffix }: NumberBounds): string {
  const range = `from ${min} to ${max}${suffix}`;
  if (decimals === 0) return `A whole number ${range}, in digits`;
  return `A number ${range}, with at most ${decimals === 1 ? '1 digit' : `${decimals} digits`} after the point`;
}
