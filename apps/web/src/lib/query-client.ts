import { QueryClient } from '@tanstack/react-query';
import { toUmlautError } from './read-error.ts';

const MAX_RETRIES = 2;

/** Events keep the lists fresh, so nothing is fetched again on focus or on a timer. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
      retry: (count, error) => count < MAX_RETRIES && toUmlautError(error).status >= 500,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
