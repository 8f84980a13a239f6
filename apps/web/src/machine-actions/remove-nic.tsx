import { nicDeviceOf, type Machine, type NicConfig } from '@umlaut/contracts/model';
import { openConfirmDialog } from '../components/confirm-dialog.tsx';
import { api } from '../lib/api-client.ts';
import { liveCache } from '../live/live.ts';

/** Asks whether an interface of a machine shall go, and lets it go. */
export function askToRemoveNic(machine: Pick<Machine, 'id' | 'name'>, nic: NicConfig): void {
  openConfirmDialog({
    title: `Remove ${nicDeviceOf(nic)} of ${machine.name}?`,
    body: 'Its link goes too. A guest that runs must have the interface down.',
    confirmLabel: 'Remove interface',
    danger: true,
    onConfirm: async () => {
      liveCache.putMachine(await api.nics.remove({ id: machine.id, number: nic.number }));
    },
  });
}
