import type { ReactNode } from 'react';
import classes from './page-header.module.css';
import { usePageTitle } from './use-page-title.ts';

export interface PageHeaderProps {
  title: string;
  /** What comes after the title in the document's title: ["Machines"]. */
  titleTrail?: readonly string[];
  /** Small facts beside the title: a count, a badge. */
  meta?: ReactNode;
  /** Buttons, at the end of the line. */
  children?: ReactNode;
}

/** The one heading of a page and its actions; also names the document. */
export function PageHeader({ title, titleTrail = [], meta, children }: PageHeaderProps): ReactNode {
  usePageTitle(title, ...titleTrail);
  return (
    <header className={classes['header']}>
      <h1 className={classes['title']}>{title}</h1>
      {meta === undefined ? null : <div className={classes['meta']}>{meta}</div>}
      {children === undefined ? null : <div className={classes['actions']}>{children}</div>}
    </header>
  );
}
