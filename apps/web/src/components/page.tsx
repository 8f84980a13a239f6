import type { ReactNode } from 'react';
import classes from './page.module.css';

export interface PageProps {
  children: ReactNode;
  /** `fill`: exactly as high as the window, for pages that scroll inside. */
  height?: 'grow' | 'fill';
}

/** Margins and rhythm of every page. */
export function Page({ children, height = 'grow' }: PageProps): ReactNode {
  return (
    <div className={`${classes['page']} ${height === 'fill' ? classes['fill'] : classes['narrow']}`}>
      {children}
    </div>
  );
}
