import type { ReactNode } from 'react';
import classes from './graph/graph.module.css';

export interface SideFiguresProps {
  figures: readonly (readonly [term: string, value: string | number | undefined])[];
}

/** Figures beside a graph that have no line in it. */
export function SideFigures({ figures }: SideFiguresProps): ReactNode {
  return (
    <dl className={classes['legend']}>
      {figures.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value ?? '-'}</dd>
        </div>
      ))}
    </dl>
  );
}
