import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { IncidentSummary, MachineId } from '@umlaut/contracts/model';
import { useEffect } from 'react';
import { api } from '../../../lib/api-client.ts';
import { onNumberedEvent } from '../../../live/live.ts';

const ADDED = 'machine.incident';

/** What went wrong inside a machine, newest first; grows as it happens. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function useIncidents(id: MachineId) {
  const client = useQueryClient();
  useEffect(
    () =>
      onNumberedEvent((event) => {
        if (event.type !== 'activity.added') return;
        const { kind, machineId } = event.entry;
        if (kind === ADDED && machineId === id) {
          void client.invalidateQueries({ queryKey: incidentsKey(id), exact: true });
        }
      }),
    [client, id],
  );
  return useQuery({
    queryKey: incidentsKey(id),
    queryFn: async ({ signal }): Promise<readonly IncidentSummary[]> =>
      (await api.xray.incidents({ id }, { signal })).items,
  });
}

/** One of them with its evidence, which never changes. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function useIncident(id: MachineId, incidentId: number) {
  return useQuery({
    queryKey: [...incidentsKey(id), incidentId],
    queryFn: ({ signal }) => api.xray.incident({ id, incidentId }, { signal }),
    staleTime: Infinity,
  });
}

function incidentsKey(id: MachineId): readonly unknown[] {
  return ['machine', id, 'incidents'];
}
