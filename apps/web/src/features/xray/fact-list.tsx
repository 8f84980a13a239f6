import type { ReactNode } from 'react';
import classes from './fact-list.module.css';

/** Facts in two columns: what it is, and what it is here. */
export function FactList({ children }: { children: ReactNode }): ReactNode {
  return <dl className={classes['facts']}>{children}</dl>;
}

export interface FactProps {
  term: string;
  children: ReactNode;
  /** Figures are aligned at the end, words at the start. */
  isFigure?: boolean;
  hint?: string;
}

export function Fact({ term, children, isFigure = false, hint }: FactProps): ReactNode {
  return (
    <div className={classes['fact']} data-figure={isFigure} title={hint}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
