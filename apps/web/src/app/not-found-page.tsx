import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { IconSearch } from '../components/icons.ts';
import { usePageTitle } from '../components/use-page-title.ts';

export function NotFoundPage(): ReactNode {
  usePageTitle('Not found');
  return (
    <main style={{ display: 'grid', placeItems: 'center', minHeight: '100dvh' }}>
      <EmptyState
        icon={IconSearch}
        title="There is no page at this address"
        actions={
          <Button variant="default" renderRoot={(props) => <Link to="/machines" {...props} />}>
            Go to machines
          </Button>
        }
      >
        It may have been mistyped, or what it showed was deleted.
      </EmptyState>
    </main>
  );
}
