import { memo, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { formatClock } from '../../../components/format-time.ts';
import { isGap, type Figures, type HistoryEntry } from '../history-entry.ts';
import { bandArea, bandLine, PLOT_HEIGHT, PLOT_WIDTH, plotX, plotY, type PlotRange } from './band-path.ts';
import { useCrosshair } from './crosshair.ts';
import { timeTicks } from './graph-ticks.ts';
import classes from './graph.module.css';
import { entryAt, nearestIndex } from './nearest-entry.ts';
import type { Band } from './stack-bands.ts';
import type { GraphValues } from './graph-values.ts';

export interface GraphPlotProps {
  label: string;
  entries: readonly HistoryEntry[];
  bands: readonly Band[];
  range: PlotRange;
  ticks: readonly number[];
  values: GraphValues;
  headline: (figures: Figures) => string;
}

const PAGE_STEP = 15;

/** The drawing with its axes, and the cross-hair that reads it. */
export function GraphPlot(props: GraphPlotProps): ReactNode {
  const { label, entries, bands, range, ticks, values } = props;
  const at = useCrosshair((store) => store.at);
  const point = useCrosshair((store) => store.point);
  const pointed = at === null ? null : entryAt(entries, at);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextMoment(event.key, entries, pointed?.at ?? null);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    point(next);
  };
  return (
    <div className={classes['frame']}>
      <div className={classes['values']} aria-hidden>
        {ticks.map((tick) => (
          <span key={tick} style={{ top: percent(plotY(tick, range), PLOT_HEIGHT) }}>
            {values.format(Math.abs(tick))}
          </span>
        ))}
      </div>
      <div
        className={classes['plot']}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold a drawing
        role="slider"
        tabIndex={0}
        aria-label={`${label} over time`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, entries.length - 1)}
        aria-valuenow={nearestIndex(entries, pointed?.at ?? Infinity)}
        aria-valuetext={valueText(pointed ?? entries.at(-1), props)}
        onKeyDown={onKeyDown}
        onBlur={() => point(null)}
        onPointerMove={(event) => point(momentAt(event, range))}
        onPointerDown={(event) => point(momentAt(event, range))}
        onPointerLeave={() => point(null)}
      >
        <Drawing entries={entries} bands={bands} range={range} ticks={ticks} />
        {pointed === null ? null : <Crosshair at={pointed.at} range={range} />}
      </div>
      <div className={classes['times']} aria-hidden>
        {labelledTicks(range).map((tick) => (
          <span key={tick} style={{ left: percent(plotX(tick, range), PLOT_WIDTH) }}>
            {clock(tick, range)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Without those whose label would be cut at an edge. */
function labelledTicks(range: PlotRange): readonly number[] {
  const margin = (range.end - range.start) * 0.05;
  return timeTicks(range.start + margin, range.end - margin);
}

const Drawing = memo(function Drawing({
  entries,
  bands,
  range,
  ticks,
}: Pick<GraphPlotProps, 'entries' | 'bands' | 'range' | 'ticks'>): ReactNode {
  return (
    <svg viewBox={`0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      {gapsOf(entries, range).map(({ x, width }) => (
        <rect key={x} x={x} y={0} width={width} height={PLOT_HEIGHT} className={classes['gap']} />
      ))}
      {ticks.map((tick) => (
        <line
          key={tick}
          x1={0}
          x2={PLOT_WIDTH}
          y1={plotY(tick, range)}
          y2={plotY(tick, range)}
          className={classes['grid']}
          data-zero={tick === 0}
        />
      ))}
      {bands.map(({ layer, runs }) => (
        <g key={layer.key} data-color={layer.color} data-side={layer.side ?? 'up'}>
          {runs.map((run) => (
            <g key={run[0]?.at}>
              <path d={bandArea(run, range)} className={classes['area']} />
              <path d={bandLine(run, range)} className={classes['line']} />
            </g>
          ))}
        </g>
      ))}
    </svg>
  );
});

function Crosshair({ at, range }: { at: number; range: PlotRange }): ReactNode {
  const left = percent(Math.max(0, plotX(at, range)), PLOT_WIDTH);
  return (
    <div className={classes['cross']} style={{ left }} aria-hidden>
      <span data-flip={plotX(at, range) > PLOT_WIDTH / 2}>{formatClock(at)}</span>
    </div>
  );
}

function gapsOf(entries: readonly HistoryEntry[], range: PlotRange): { x: number; width: number }[] {
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    if (before === undefined || !isGap(before, entry)) return [];
    const x = Math.max(0, plotX(before.at, range));
    return [{ x, width: plotX(entry.at, range) - x }];
  });
}

/** Undefined for a key that means nothing here, null for Escape. */
function nextMoment(
  key: string,
  entries: readonly HistoryEntry[],
  from: number | null,
): number | null | undefined {
  const last = entries.length - 1;
  const index = from === null ? last : nearestIndex(entries, from);
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    PageDown: index - PAGE_STEP,
    PageUp: index + PAGE_STEP,
    Home: 0,
    End: last,
  };
  if (key === 'Escape') return from === null ? undefined : null;
  const next = steps[key];
  return next === undefined ? undefined : entries[Math.min(last, Math.max(0, next))]?.at;
}

function momentAt({ currentTarget, clientX }: PointerEvent, { start, end }: PlotRange): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return start + (Math.min(width, Math.max(0, clientX - left)) / width) * (end - start);
}

function valueText(entry: HistoryEntry | undefined, { values, headline }: GraphPlotProps): string {
  if (entry === undefined) return 'Nothing was measured yet';
  const parts = values.layers.flatMap(({ key, label }) => {
    const value = entry.figures[key];
    return value === undefined ? [] : [`${label} ${values.format(value)}`];
  });
  return [`${formatClock(entry.at)}: ${headline(entry.figures)}`, ...parts].join(', ');
}

/** Seconds only where lines stand at half minutes. */
function clock(at: number, { start, end }: PlotRange): string {
  return end - start > 5 * 60_000 ? formatClock(at).slice(0, 5) : formatClock(at);
}

function percent(value: number, of: number): string {
  return `${((value / of) * 100).toFixed(2)}%`;
}
