import type { GraphLayer } from './stack-bands.ts';

/** How a graph's values are read. */
export interface GraphValues {
  layers: readonly GraphLayer[];
  /** What is known of times when the parts were not: one for each side. */
  totals: readonly GraphLayer[];
  format: (value: number) => string;
}
