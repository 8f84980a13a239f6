import type { ReactNode } from 'react';
import type { HistoryEntry } from '../history-entry.ts';
import { useCrosshair } from './crosshair.ts';
import classes from './graph.module.css';
import { entryAt } from './nearest-entry.ts';
import type { GraphValues } from './graph-values.ts';

export interface GraphLegendProps {
  entries: readonly HistoryEntry[];
  newest: HistoryEntry | null;
  values: GraphValues;
}

/** What each colour means, and its value now or where a person points. */
export function GraphLegend({ entries, newest, values }: GraphLegendProps): ReactNode {
  const at = useCrosshair((store) => store.at);
  const figures = (at === null ? newest : entryAt(entries, at))?.figures;
  return (
    <dl className={classes['legend']} data-pairs={values.layers.some(({ side }) => side === 'down')}>
      {values.layers.map(({ key, label, color, side = 'up' }) => {
        const value = figures?.[key];
        return (
          <div key={key}>
            <dt data-color={color} data-side={side}>
              {label}
            </dt>
            <dd>{value === undefined ? '-' : values.format(value)}</dd>
          </div>
        );
      })}
    </dl>
  );
}
