import type { ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import type { StatusTone } from '../../components/machine-status.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import classes from './storage.module.css';

export interface NarrowFactsProps {
  tone: StatusTone;
  label: string;
  /** Null: others need it. */
  freedBytes: number | null;
}

/** What the columns say that a phone has no room for. */
export function NarrowFacts({ tone, label, freedBytes }: NarrowFactsProps): ReactNode {
  return (
    <span className={classes['narrow']}>
      <StatusBadge tone={tone} label={label} />
      <span className={classes['quiet']}>
        {freedBytes === null ? 'is needed' : `deleting frees ${formatBytes(freedBytes)}`}
      </span>
    </span>
  );
}
