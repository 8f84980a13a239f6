import type { ReactNode } from 'react';
import { useNow } from '../../components/use-now.ts';
import classes from './answers.module.css';

const LONG_MS = 2_000;

/** While a line has no answer yet: for how long, and what that means. */
export function WaitingNote({ since }: { since: number }): ReactNode {
  const waited = useNow() - since;
  if (waited < LONG_MS) return <p className={classes['note']}>The kernel is asked.</p>;
  return (
    <p className={classes['note']}>
      No answer for <span className="u-num">{Math.floor(waited / 1000)} s</span>. A kernel that is well
      answers within milliseconds: this one is very busy, or its work queue hangs. help, sysrq and stack do
      not need the queue.
    </p>
  );
}
