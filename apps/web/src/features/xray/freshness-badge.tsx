import type { ReactNode } from 'react';
import { formatAgo, formatClock, formatExact } from '../../components/format-time.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useNow } from '../../components/use-now.ts';
import type { Freshness } from './describe-freshness.ts';

/** Whether what is shown is of now; if not, of when, and why. */
export function FreshnessBadge({ freshness }: { freshness: Freshness }): ReactNode {
  switch (freshness.kind) {
    case 'live':
      return <StatusBadge tone="good" label="Live" />;
    case 'connecting':
      return <StatusBadge tone="idle" label="Connecting" />;
    case 'none':
      return <StatusBadge tone="warn" label={freshness.why} />;
    case 'old':
      return <OldBadge at={freshness.at} why={freshness.why} />;
  }
}

function OldBadge({ at, why }: { at: number; why: string }): ReactNode {
  const now = useNow();
  return (
    <span title={formatExact(at)}>
      <StatusBadge tone="warn" label={`${why}: as of ${formatClock(at)}, ${formatAgo(at, now)}`} />
    </span>
  );
}
