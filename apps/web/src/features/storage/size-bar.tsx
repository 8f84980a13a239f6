import type { ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import classes from './storage.module.css';

/** What is allocated of an apparent size, as figures and a bar. */
export function SizeBar({ part, whole }: { part: number; whole: number }): ReactNode {
  const percent = whole === 0 ? 0 : Math.min(100, (100 * part) / whole);
  return (
    <span className={classes['size']}>
      <span>
        {formatBytes(part)}
        <span className={classes['whole']}> of {formatBytes(whole)}</span>
      </span>
      <span className={classes['bar']} aria-hidden>
        {part === 0 ? null : <span style={{ width: `max(3px, ${percent}%)` }} />}
      </span>
    </span>
  );
}
