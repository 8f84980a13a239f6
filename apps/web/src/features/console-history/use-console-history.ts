import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ConsoleName, Machine, MachineId } from '@umlaut/contracts/model';
import { useEffect } from 'react';
import { api } from '../../lib/api-client.ts';

/** How often one looks whether more came, while the machine runs and the page is seen. */
const LOOK_EVERY_MS = 3_000;

// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function historyQuery(id: MachineId, console: ConsoleName) {
  return queryOptions({
    queryKey: ['machine', id, 'console-history', console],
    queryFn: ({ signal }) => api.consoles.history({ id, console }, { signal }),
    staleTime: 0,
  });
}

/** What is kept of a console, growing while the machine runs. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function useConsoleHistory({ id, state }: Machine, console: ConsoleName) {
  const isOn = state.phase !== 'stopped';
  const query = useQuery({ ...historyQuery(id, console), refetchInterval: isOn ? LOOK_EVERY_MS : false });
  const { refetch } = query;
  // Its last words come after the last look.
  useEffect(() => {
    if (!isOn) void refetch();
  }, [isOn, refetch]);
  return query;
}
