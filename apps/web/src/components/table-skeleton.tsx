import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';

/** A short table before its rows. */
export function TableSkeleton({ rows, label }: { rows: number; label: string }): ReactNode {
  return (
    <div>
      <output className="u-sr-only">{label}</output>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={33} mb={16} aria-hidden />
      ))}
    </div>
  );
}
