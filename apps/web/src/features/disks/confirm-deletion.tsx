import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { api } from '../../lib/api-client.ts';
import type { DiskCardProps } from './disk-card-props.ts';
import { keepersOf, lossOf, returnOf } from './disk-loss.ts';

export function confirmDeletion({ machine, disk, onDone }: DiskCardProps): void {
  openConfirmDialog({
    title: `Delete ${disk.device}?`,
    body: (
      <>
        {lossOf(disk)} <Return machine={machine} disk={disk} />
      </>
    ),
    confirmLabel: 'Delete disk',
    danger: true,
    onConfirm: async () => {
      await api.disks.remove({ id: machine.id, number: disk.number }).finally(onDone);
    },
  });
}

function Return({ machine, disk }: Pick<DiskCardProps, 'machine' | 'disk'>): ReactNode {
  const { data, error } = useQuery({
    queryKey: ['machine', machine.id, 'disk-keepers', disk.number],
    queryFn: ({ signal }) => api.snapshots.list({ id: machine.id }, { signal }),
    enabled: machine.snapshotCount > 0,
    staleTime: 0,
    gcTime: 0,
  });
  if (error !== null) return 'Whether a snapshot keeps it is not known.';
  if (data === undefined && machine.snapshotCount > 0) return 'Looking whether a snapshot keeps it…';
  return returnOf(disk, keepersOf(disk, data?.items ?? []));
}
