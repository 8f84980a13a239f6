import { useId, type ReactNode } from 'react';
import classes from './panel.module.css';

export interface PanelProps {
  title: string;
  /** A few quiet words after the title. */
  note?: ReactNode;
  /** At the end of the heading's line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A named part of a tab, in a frame of its own. */
export function Panel({ title, note, aside, children }: PanelProps): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes['panel']}>
      <header className={classes['head']}>
        <h3 id={id}>{title}</h3>
        {note === undefined ? null : <span className={classes['note']}>{note}</span>}
        {aside}
      </header>
      {children}
    </section>
  );
}
