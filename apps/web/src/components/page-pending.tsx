import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Page } from './page.tsx';

/** While a page's code or data is on its way: the shape of a heading and some lines. */
export function PagePending(): ReactNode {
  return (
    <Page>
      <Skeleton height={22} width={160} my={5} aria-hidden />
      {[1, 2, 3, 4, 5].map((line) => (
        <Skeleton key={line} height={36} aria-hidden />
      ))}
      <output className="u-sr-only">Loading</output>
    </Page>
  );
}
