import type { GuestCounter } from '@umlaut/contracts/model';
import { memo, type ReactNode } from 'react';
import classes from './counter-table.module.css';
import { FigureCell } from './figure-cell.tsx';
import { FigureTable, type FigureColumn } from './figure-table.tsx';
import tableClasses from './figure-table.module.css';
import { formatCount, formatRate } from './format-figure.ts';

const COLUMNS: readonly FigureColumn[] = [
  { title: 'Name', align: 'start' },
  { title: 'Now', hint: 'Per second' },
  { title: 'Since boot' },
];

export interface CounterTableProps {
  label: string;
  counters: readonly GuestCounter[];
}

/**
 * Counters with their rates, the one that has counted most first: that order is also the one of their mean
 * rates, and does not change under one's eyes.
 */
export const CounterTable = memo(function CounterTable({ label, counters }: CounterTableProps): ReactNode {
  const used = counters.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  const busiest = Math.max(1, ...used.map(({ perSecond }) => perSecond ?? 0));
  if (used.length === 0) return <p className={tableClasses['empty']}>None was counted yet.</p>;
  return (
    <FigureTable label={label} columns={COLUMNS}>
      {used.map(({ name, label: words, count, perSecond }) => (
        <tr key={name}>
          <th scope="row">
            <span className={classes['name']}>{name}</span>
            <span className={classes['words']}>{words}</span>
          </th>
          <td className={classes['rate']} data-none={!perSecond}>
            <span className={classes['bar']} aria-hidden>
              <span style={{ transform: `scaleX(${(perSecond ?? 0) / busiest})` }} />
            </span>
            <span>{perSecond === null ? '-' : formatRate(perSecond)}</span>
          </td>
          <FigureCell value={count} format={formatCount} />
        </tr>
      ))}
    </FigureTable>
  );
});
