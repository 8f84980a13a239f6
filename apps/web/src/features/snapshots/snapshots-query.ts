import { queryOptions } from '@tanstack/react-query';
import type { Machine, MachineId, SnapshotList } from '@umlaut/contracts/model';
import { api } from '../../lib/api-client.ts';
import { queryClient } from '../../lib/query-client.ts';

function snapshotsKey(id: MachineId): readonly string[] {
  return ['machine', id, 'snapshots'];
}

/** Read again whenever the machine has changed: each act on a snapshot and the end of a copy change it. */
export function snapshotsQuery({ id, version }: Machine) {
  return queryOptions({
    queryKey: [...snapshotsKey(id), version],
    queryFn: ({ signal }): Promise<SnapshotList> => api.snapshots.list({ id }, { signal }),
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
}

export function refreshSnapshots(id: MachineId): void {
  void queryClient.invalidateQueries({ queryKey: snapshotsKey(id) });
}
