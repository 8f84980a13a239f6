import { Box, Skeleton, type SkeletonProps } from '@mantine/core';
import type { ReactNode } from 'react';

export interface LoadingProps extends Pick<SkeletonProps, 'height' | 'className'> {
  label?: string;
}

/** Where something will be in a moment, as large as that: screen readers are told what is going on. */
export function Loading({ height, className, label = 'Loading' }: LoadingProps): ReactNode {
  return (
    <Box component="output" display="block" aria-label={label} className={className}>
      <Skeleton height={height} />
    </Box>
  );
}
