import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ErrorState } from '../components/error-state.tsx';
import { usePageTitle } from '../components/use-page-title.ts';

/** Catches what a page could not handle: a failed load, a bug, or a chunk of an older build. */
export function RouteErrorPage({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  usePageTitle('Error');
  const retry = (): void => {
    // Code of an older build is gone from the server: only a reload brings the new one.
    if (error instanceof TypeError && error.message.includes('dynamically imported module')) {
      globalThis.location.reload();
      return;
    }
    reset();
    void router.invalidate();
  };
  return (
    <main style={{ display: 'grid', placeItems: 'center', minHeight: '60dvh' }}>
      <ErrorState title="This page could not be shown" error={error} onRetry={retry} />
    </main>
  );
}
