import type { ReactNode } from 'react';
import { IconAlertTriangle } from './icons.ts';
import classes from './problem-note.module.css';

/** Why a thing cannot be used, beside it. */
export function ProblemNote({ children }: { children: ReactNode }): ReactNode {
  return (
    <span className={classes['note']}>
      <IconAlertTriangle size={14} aria-hidden className={classes['icon']} />
      <span>{children}</span>
    </span>
  );
}
