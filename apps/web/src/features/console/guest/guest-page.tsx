import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { usePageTitle } from '../../../components/use-page-title.ts';
import { api } from '../../../lib/api-client.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { GuestProblem } from './guest-problem.tsx';
import { GuestScreen } from './guest-screen.tsx';
import classes from './guest.module.css';
import { readGuestToken } from './guest-token.ts';

/**
 * What a guest link opens. The secret stays in the fragment of the address, which no browser sends: with it a
 * reload trades it again.
 */
export function GuestPage(): ReactNode {
  usePageTitle('Guest');
  const token = readGuestToken(useLocation({ select: ({ hash }) => hash }));
  const entry = useQuery({
    queryKey: ['guest', token],
    queryFn: ({ signal }) => api.guests.enter({ token: token ?? '' }, { signal }),
    enabled: token !== null,
    retry: false,
    staleTime: Infinity,
    refetchOnReconnect: false,
  });
  const [ended, setEnded] = useState<unknown>(null);
  const problem = token === null ? NO_TOKEN : (ended ?? entry.error);

  if (problem !== null) {
    const retry = (): void => {
      setEnded(null);
      void entry.refetch();
    };
    return <GuestProblem error={toUmlautError(problem)} onRetry={retry} />;
  }
  if (entry.data === undefined) {
    return (
      <main className={classes['middle']}>
        <Loader size="sm" aria-label="Opening the guest link" />
      </main>
    );
  }
  return <GuestScreen key={entry.data.guest.id} first={entry.data.guest} onEnd={setEnded} />;
}

const NO_TOKEN = Object.assign(new Error('This address is not a whole guest link.'), {
  code: 'GUEST_LINK_INVALID',
});
