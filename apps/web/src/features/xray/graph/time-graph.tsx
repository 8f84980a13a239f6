import { useId, useMemo, type ReactNode } from 'react';
import { formatExact } from '../../../components/format-time.ts';
import type { Figures, HistoryEntry } from '../history-entry.ts';
import type { PlotRange } from './band-path.ts';
import { useCrosshair } from './crosshair.ts';
import { GraphLegend } from './graph-legend.tsx';
import { GraphPlot } from './graph-plot.tsx';
import classes from './graph.module.css';
import { entryAt } from './nearest-entry.ts';
import type { GraphValues } from './graph-values.ts';
import { stackBands } from './stack-bands.ts';
import { summarize } from './summarize.ts';

export interface TimeGraphProps {
  title: string;
  /** What the figures are of, beside the title. */
  note: string;
  entries: readonly HistoryEntry[];
  spanMs: number;
  values: GraphValues;
  /** Where the axis has lines; the outermost are its ends. */
  ticks: readonly number[];
  /** The value in words that matters most at a moment. */
  headline: (figures: Figures) => string;
  /** Figures that are not drawn, below the legend. */
  children?: ReactNode;
}

/** Values over time, live, with a cross-hair for pointer and keyboard that every graph shares. */
export function TimeGraph(props: TimeGraphProps): ReactNode {
  const { title, note, entries, spanMs, values, ticks, headline, children } = props;
  const titleId = useId();
  const end = entries.at(-1)?.at ?? 0;
  const range = useMemo<PlotRange>(
    () => ({ start: end - spanMs, end, low: Math.min(...ticks), high: Math.max(...ticks) }),
    [end, spanMs, ticks],
  );
  const shown = useMemo(() => visible(entries, range.start), [entries, range.start]);
  const bands = useMemo(() => stackBands(shown, values), [shown, values]);
  const newest = shown.at(-1) ?? null;
  return (
    <figure className={classes['graph']} aria-labelledby={titleId}>
      <figcaption className={classes['caption']}>
        <h3 id={titleId}>{title}</h3>
        <span className={classes['note']}>{note}</span>
        <Headline entries={shown} newest={newest} read={headline} />
      </figcaption>
      <GraphPlot
        label={title}
        entries={shown}
        bands={bands}
        range={range}
        ticks={ticks}
        values={values}
        headline={headline}
      />
      <p className="u-sr-only">{summarize(shown, headline)}</p>
      {/* A single line is what the headline says. */}
      {values.layers.length === 1 ? null : <GraphLegend entries={shown} newest={newest} values={values} />}
      {children}
    </figure>
  );
}

/** The entry that a person points at, else the newest. */
function Headline({
  entries,
  newest,
  read,
}: {
  entries: readonly HistoryEntry[];
  newest: HistoryEntry | null;
  read: TimeGraphProps['headline'];
}): ReactNode {
  const at = useCrosshair((store) => store.at);
  const entry = at === null ? newest : entryAt(entries, at);
  return (
    <strong className={classes['headline']} title={entry === null ? undefined : formatExact(entry.at)}>
      {entry === null ? '-' : read(entry.figures)}
    </strong>
  );
}

/** One entry more than fits, so that the line comes from beyond the edge. */
function visible(entries: readonly HistoryEntry[], start: number): readonly HistoryEntry[] {
  const first = entries.findIndex(({ at }) => at >= start);
  return first <= 0 ? entries : entries.slice(first - 1);
}
