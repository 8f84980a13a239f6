import type { ReactNode } from 'react';
import classes from './storage.module.css';

export interface NameLineProps {
  /** Before the words; without it they begin at the same place. */
  lead?: ReactNode;
  /** It lies over what stands above. */
  isBelow?: boolean;
  children: ReactNode;
}

/** What a row is of: the words of all rows of a level stand in one line. */
export function NameLine({ lead, isBelow = false, children }: NameLineProps): ReactNode {
  return (
    <span className={`${classes['name']} ${isBelow ? classes['below'] : ''}`}>
      <span className={classes['lead']}>{lead}</span>
      <span className={classes['words']}>{children}</span>
    </span>
  );
}
