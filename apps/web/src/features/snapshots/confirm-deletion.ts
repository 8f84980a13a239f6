import type { MachineId, Snapshot } from '@umlaut/contracts/model';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { api } from '../../lib/api-client.ts';
import { refreshSnapshots } from './snapshots-query.ts';

export interface Deletion {
  machineId: MachineId;
  snapshot: Snapshot;
  sharesBlocks: boolean;
}

export function confirmDeletion({ machineId, snapshot, sharesBlocks }: Deletion): void {
  const { id, name, freesBytes } = snapshot;
  const freed = `This frees ${formatBytes(freesBytes)}${sharesBlocks ? '; the rest is shared with other files' : ''}.`;
  openConfirmDialog({
    title: `Delete ${name}?`,
    body: `Nobody can go back to it any more. The present state and all other snapshots stay. ${freed}`,
    confirmLabel: 'Delete snapshot',
    danger: true,
    onConfirm: async () => {
      await api.snapshots.remove({ id: machineId, snapshotId: id }).finally(() => {
        refreshSnapshots(machineId);
      });
    },
  });
}
