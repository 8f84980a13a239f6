import type { ReactNode } from 'react';
import type { StatusTone } from './machine-status.ts';
import classes from './status-badge.module.css';

export interface StatusBadgeProps {
  tone: StatusTone;
  label: string;
  /** `plain` for table cells, `soft` with a tinted background for headers. */
  variant?: 'plain' | 'soft';
}

/** A state as a coloured mark and a word. */
export function StatusBadge({ tone, label, variant = 'plain' }: StatusBadgeProps): ReactNode {
  return (
    <span className={`${classes['badge']} ${classes[tone]} ${variant === 'soft' ? classes['soft'] : ''}`}>
      <span className={classes['dot']} aria-hidden />
      {label}
    </span>
  );
}
