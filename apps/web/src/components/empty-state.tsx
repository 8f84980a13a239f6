import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './state-panel.module.css';

export interface EmptyStateProps {
  icon: Icon;
  title: string;
  /** What this place is for and how to fill it. */
  children: ReactNode;
  actions?: ReactNode;
}

/** A place with nothing in it yet, which teaches what belongs there. */
export function EmptyState({ icon: Glyph, title, children, actions }: EmptyStateProps): ReactNode {
  return (
    <div className={classes['panel']}>
      <div className={classes['icon']}>
        <Glyph size={22} stroke={1.6} aria-hidden />
      </div>
      <h2 className={classes['title']}>{title}</h2>
      <div className={classes['text']}>{children}</div>
      {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}
