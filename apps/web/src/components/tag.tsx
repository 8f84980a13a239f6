import type { ReactNode } from 'react';
import type { StatusTone } from './machine-status.ts';
import classes from './tag.module.css';

/** A small word about a thing: "default", "starter". */
export function Tag({ children, tone = 'idle' }: { children: ReactNode; tone?: StatusTone }): ReactNode {
  return <span className={`${classes['tag']} ${classes[tone]}`}>{children}</span>;
}
