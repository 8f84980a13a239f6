import type { ReactNode } from 'react';
import classes from './usage-bar.module.css';

/** Above this share a bar warns. */
const HIGH = 0.85;
const FULL = 0.95;

/** How much of something is used, 0 to 1; what it is of stands beside it in words. */
export function UsageBar({ share, calm = false }: { share: number; calm?: boolean }): ReactNode {
  const bounded = Math.min(1, Math.max(0, share));
  const tone = calm || bounded < HIGH ? 'plain' : bounded < FULL ? 'warn' : 'bad';
  return (
    <span className={classes['bar']} data-tone={tone} aria-hidden>
      <span style={{ transform: `scaleX(${bounded})` }} />
    </span>
  );
}
