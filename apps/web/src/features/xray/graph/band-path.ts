import type { BandPoint } from './stack-bands.ts';

/** What a plot shows: times left to right, values bottom to top. */
export interface PlotRange {
  start: number;
  end: number;
  /** Zero or below. */
  low: number;
  high: number;
}

/** Size of a plot's own units; the page stretches them. */
export const PLOT_WIDTH = 1000;
export const PLOT_HEIGHT = 200;

export function plotX(at: number, { start, end }: PlotRange): number {
  return ((at - start) / (end - start)) * PLOT_WIDTH;
}

export function plotY(value: number, { low, high }: PlotRange): number {
  const share = (value - low) / (high - low);
  return PLOT_HEIGHT * (1 - Math.min(1, Math.max(0, share)));
}

/** SVG path of the area between the two values of each point. Pure. */
export function bandArea(run: readonly BandPoint[], range: PlotRange): string {
  const there = run.map(({ at, to }) => pair(at, to, range));
  const back = run.toReversed().map(({ at, from }) => pair(at, from, range));
  return `M${there.join('L')}L${back.join('L')}Z`;
}

/** SVG path of its outer edge. Pure. */
export function bandLine(run: readonly BandPoint[], range: PlotRange): string {
  return `M${run.map(({ at, to }) => pair(at, to, range)).join('L')}`;
}

function pair(at: number, value: number, range: PlotRange): string {
  return `${plotX(at, range).toFixed(1)} ${plotY(value, range).toFixed(1)}`;
}
