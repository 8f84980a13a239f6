import type { ReactNode } from 'react';
import classes from './figure-table.module.css';

export interface FigureCellProps {
  /** Null or undefined when it is not known. */
  value: number | null | undefined;
  format: (value: number) => string;
  /** A count that should be 0 stands out when it is not. */
  isTrouble?: boolean;
}

/** A figure in a table: nothing to see where it is 0 or not known. */
export function FigureCell({ value, format, isTrouble = false }: FigureCellProps): ReactNode {
  if (value === null || value === undefined) return <td className={classes['none']}>-</td>;
  const quiet = value === 0 ? classes['none'] : isTrouble ? classes['bad'] : undefined;
  return <td className={quiet}>{format(value)}</td>;
}
