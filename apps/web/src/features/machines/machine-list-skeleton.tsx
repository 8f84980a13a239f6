import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './machine-table.module.css';

const NAME_WIDTHS = [64, 88, 72, 96, 58, 80, 70, 92, 66, 84, 76, 60] as const;

/** The table before its machines: lines of the same height, so that nothing moves when they come. */
export function MachineListSkeleton(): ReactNode {
  return (
    <div>
      <output className="u-sr-only">Loading machines</output>
      {NAME_WIDTHS.map((width) => (
        <div key={width} className={classes['skeleton']} aria-hidden>
          <Skeleton width={16} height={16} />
          <Skeleton width={width} height={12} />
          <Skeleton width={70} height={12} ml="auto" />
          <Skeleton width={90} height={12} visibleFrom="sm" />
          <Skeleton width={110} height={12} visibleFrom="sm" />
        </div>
      ))}
    </div>
  );
}
