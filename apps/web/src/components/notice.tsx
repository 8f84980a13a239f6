import type { ReactNode } from 'react';
import { IconAlertTriangle } from './icons.ts';
import classes from './notice.module.css';

export interface NoticeProps {
  tone: 'warn' | 'bad';
  title?: string;
  children: ReactNode;
}

/** Something to know before going on, told to screen readers at once. */
export function Notice({ tone, title, children }: NoticeProps): ReactNode {
  return (
    <div role="alert" className={`${classes['notice']} ${classes[tone]}`}>
      <IconAlertTriangle size={16} aria-hidden className={classes['icon']} />
      <div>
        {title === undefined ? null : <strong className={classes['title']}>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
