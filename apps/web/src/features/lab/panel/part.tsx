import type { ReactNode } from 'react';
import classes from './panel.module.css';

export interface PartProps {
  title: string;
  /** At the end of the heading's line. */
  aside?: ReactNode;
  children?: ReactNode;
}

/** One topic of the panel. */
export function Part({ title, aside, children }: PartProps): ReactNode {
  return (
    <section className={classes['part']} aria-label={title}>
      <div className={classes['partHead']}>
        <h3>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
