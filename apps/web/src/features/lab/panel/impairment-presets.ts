import { NO_IMPAIRMENT, type Impairment } from '@umlaut/contracts/model';

export interface ImpairmentPreset {
  name: string;
  values: readonly [Impairment, Impairment];
}

function alike(changes: Partial<Impairment>): readonly [Impairment, Impairment] {
  const one = { ...NO_IMPAIRMENT, ...changes };
  return [one, one];
}

/** Lines that people know, as they are on an ordinary day. From the first end to the second is "up". */
export const IMPAIRMENT_PRESETS: readonly ImpairmentPreset[] = [
  { name: 'Perfect', values: alike({}) },
  { name: 'LAN', values: alike({ delayMs: 0.3, rateKbit: 1_000_000 }) },
  {
    name: 'DSL',
    values: [
      { ...NO_IMPAIRMENT, delayMs: 12, jitterMs: 2, rateKbit: 10_000, queueFrames: 100 },
      { ...NO_IMPAIRMENT, delayMs: 12, jitterMs: 2, rateKbit: 50_000, queueFrames: 200 },
    ],
  },
  {
    name: 'LTE',
    values: [
      { ...NO_IMPAIRMENT, delayMs: 25, jitterMs: 10, lossPercent: 0.2, lossBurst: 2, rateKbit: 15_000 },
      { ...NO_IMPAIRMENT, delayMs: 25, jitterMs: 10, lossPercent: 0.2, lossBurst: 2, rateKbit: 40_000 },
    ],
  },
  {
    name: 'Satellite',
    values: [
      { ...NO_IMPAIRMENT, delayMs: 300, jitterMs: 15, lossPercent: 0.5, rateKbit: 3_000 },
      { ...NO_IMPAIRMENT, delayMs: 300, jitterMs: 15, lossPercent: 0.5, rateKbit: 25_000 },
    ],
  },
  {
    name: 'Lossy Wi-Fi',
    values: alike({
      delayMs: 5,
      jitterMs: 4,
      lossPercent: 5,
      lossBurst: 4,
      duplicatePercent: 0.1,
      rateKbit: 20_000,
    }),
  },
];

export function isAlike([one, other]: readonly [Impairment, Impairment]): boolean {
  return sameImpairment(one, other);
}

/** The preset that these values are; null when they are of nobody's but a person's own. */
export function presetOf(values: readonly [Impairment, Impairment]): string | null {
  return IMPAIRMENT_PRESETS.find((preset) => sameValues(preset.values, values))?.name ?? null;
}

function sameValues(
  one: readonly [Impairment, Impairment],
  other: readonly [Impairment, Impairment],
): boolean {
  return one.every((direction, index) => sameImpairment(direction, other[index] ?? NO_IMPAIRMENT));
}

function sameImpairment(one: Impairment, other: Impairment): boolean {
  return (Object.keys(NO_IMPAIRMENT) as (keyof Impairment)[]).every((key) => one[key] === other[key]);
}
