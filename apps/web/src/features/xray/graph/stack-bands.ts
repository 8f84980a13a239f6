import { isGap, type HistoryEntry } from '../history-entry.ts';

/** One series: the figure with this key, stacked upon those before it, upwards or downwards from zero. */
export interface GraphLayer {
  key: string;
  label: string;
  /** Name of a colour: see graph.module.css. */
  color: GraphColor;
  side?: 'up' | 'down';
}

export type GraphColor =
  | 'violet'
  | 'teal'
  | 'rose'
  | 'amber'
  | 'sky'
  | 'green'
  | 'slate'
  | 'mist'
  | 'free'
  | 'plain';

/** A moment of a layer: between which values it lies. */
export interface BandPoint {
  at: number;
  from: number;
  to: number;
}

export interface Band {
  layer: GraphLayer;
  /** Stretches without a gap. */
  runs: readonly (readonly BandPoint[])[];
}

export interface StackOptions {
  layers: readonly GraphLayer[];
  /** Totals that stand for the layers of a side where those are not known. */
  totals: readonly GraphLayer[];
}

/** Stacks the figures of a history; moments that know only a total show that. Pure. */
export function stackBands(entries: readonly HistoryEntry[], options: StackOptions): readonly Band[] {
  return (['up', 'down'] as const).flatMap((side) => {
    const onSide = (layer: GraphLayer): boolean => (layer.side ?? 'up') === side;
    const sign = side === 'up' ? 1 : -1;
    return stackSide(entries, options.layers.filter(onSide), { totals: options.totals.filter(onSide), sign });
  });
}

function stackSide(
  entries: readonly HistoryEntry[],
  layers: readonly GraphLayer[],
  { totals, sign }: { totals: readonly GraphLayer[]; sign: 1 | -1 },
): readonly Band[] {
  const parts = layers.map((layer) => ({ layer, runs: new Runs() }));
  const wholes = totals.map((layer) => ({ layer, runs: new Runs() }));
  const isInParts = ({ figures }: HistoryEntry): boolean =>
    layers.some(({ key }) => figures[key] !== undefined);
  let previous: HistoryEntry | null = null;
  for (const entry of entries) {
    if (previous !== null && isGap(previous, entry)) previous = null;
    const { at, figures } = entry;
    const wasInParts = previous !== null && isInParts(previous);
    let level = 0;
    if (isInParts(entry)) {
      for (const { layer, runs } of parts) {
        const next = level + (figures[layer.key] ?? 0);
        runs.add({ at, from: sign * level, to: sign * next }, wasInParts);
        level = next;
      }
    }
    for (const { layer, runs } of wholes) {
      const goesOn = !wasInParts && previous?.figures[layer.key] !== undefined;
      const value = figures[layer.key];
      // It reaches to the first moment that is known in parts, so that no slit is left between them.
      if (value === undefined || (isInParts(entry) && !goesOn)) continue;
      runs.add({ at, from: 0, to: sign * value }, goesOn);
    }
    previous = entry;
  }
  return [...wholes, ...parts].map(({ layer, runs }) => ({ layer, runs: runs.all }));
}

/** Stretches of points. */
class Runs {
  readonly all: BandPoint[][] = [];

  add(point: BandPoint, goesOn: boolean): void {
    const last = this.all.at(-1);
    if (goesOn && last !== undefined) last.push(point);
    else this.all.push([point]);
  }
}
