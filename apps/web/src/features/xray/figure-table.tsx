import type { ReactNode } from 'react';
import classes from './figure-table.module.css';

export interface FigureColumn {
  title: string;
  /** Words for who wonders what it is. */
  hint?: string;
  align?: 'start' | 'end';
}

export interface FigureTableProps {
  /** Names the table for screen readers. */
  label: string;
  columns: readonly FigureColumn[];
  children: ReactNode;
}

/** A dense table of figures; scrolls in itself where the window is narrow, its first column stays. */
export function FigureTable({ label, columns, children }: FigureTableProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus
    <section className={classes['scroll']} tabIndex={0} aria-label={`${label}, in a table`}>
      <table className={classes['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, hint, align = 'end' }) => (
              <th key={title} scope="col" title={hint} data-align={align}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
