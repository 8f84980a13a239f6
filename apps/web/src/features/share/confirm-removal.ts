import type { MachineId, ShareEntryKind } from '@umlaut/contracts/model';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { api } from '../../lib/api-client.ts';
import { queryClient } from '../../lib/query-client.ts';
import { shareKey } from '../../lib/share-address.ts';

export interface Removal {
  machineId: MachineId;
  path: string;
  shownName: string;
  kind: ShareEntryKind;
}

export function confirmRemoval({ machineId, path, shownName, kind }: Removal): void {
  openConfirmDialog({
    title: `Delete ${shownName}?`,
    body: BODIES[kind],
    confirmLabel: 'Delete',
    danger: true,
    onConfirm: async () => {
      await api.share
        .remove({ id: machineId, path })
        .finally(() => void queryClient.invalidateQueries({ queryKey: shareKey(machineId) }));
    },
  });
}

const BODIES: Readonly<Record<ShareEntryKind, string>> = {
  file: 'It goes for good, in the guest as well.',
  folder: 'It goes for good with all that is in it, in the guest as well.',
  link: 'The link goes for good; what it points to stays.',
  other: 'It goes for good, in the guest as well.',
};
