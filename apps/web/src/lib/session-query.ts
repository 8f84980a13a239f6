import { queryOptions } from '@tanstack/react-query';
import { api } from './api-client.ts';

/** Who is signed in. Fails with UNAUTHENTICATED for a stranger. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => api.session.get(undefined, { signal }),
  staleTime: Infinity,
  retry: false,
});
