import type { ReactNode } from 'react';
import classes from './page.module.css';

export interface PageProps {
  children: ReactNode;
  /** `fill`: exactly as high as the window, for pages that scroll inside. */
  height?: 'grow' | 'fill';
  /** `reading`: no wider than prose and figures want, for pages without a table. */
  width?: 'full' | 'reading';
}

/** Margins and rhythm of every page. */
export function Page({ children, height = 'grow', width = 'full' }: PageProps): ReactNode {
  const names = [
    classes['page'],
    height === 'fill' ? classes['fill'] : '',
    width === 'reading' ? classes['reading'] : '',
  ];
  return <div className={names.join(' ')}>{children}</div>;
}
