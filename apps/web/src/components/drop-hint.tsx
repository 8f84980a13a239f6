import type { ReactNode } from 'react';
import classes from './drop-hint.module.css';
import { IconUpload } from './icons.ts';

/** Covers the page while a file hovers over it. */
export function DropHint({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className={classes['hint']}>
      <IconUpload size={28} stroke={1.5} aria-hidden />
      {children}
    </div>
  );
}
