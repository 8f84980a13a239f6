import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api-client.ts';

/** How this user arranged consoles. Fetched anew whenever the page opens: another window may have saved. */
export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: ({ signal }) => api.workspace.get(undefined, { signal }),
  staleTime: 0,
  gcTime: 0,
});
