import { nicDeviceOf, type Machine } from '@umlaut/contracts/model';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { api } from '../../lib/api-client.ts';
import { liveCache } from '../../live/live.ts';
import type { OtherType } from './document/media.ts';

/** Asks whether an interface shall become one that can be linked here, and goes on with the link. */
export function offerOtherType(
  { machine, nic, transport, reason }: OtherType,
  after: (changed: Machine) => void,
): void {
  const device = nicDeviceOf(nic);
  const deed =
    transport.kind === 'fabric'
      ? `Put ${device} into Umlaut's network`
      : `Make ${device} a ${transport.kind}`;
  let changed = machine;
  openConfirmDialog({
    title: `Change ${device} of ${machine.name}?`,
    body: `${reason} Its MAC address stays, and the link is drawn at once.`,
    confirmLabel: deed,
    onConfirm: async () => {
      changed = await api.nics.update({ id: machine.id, number: nic.number, transport });
      liveCache.putMachine(changed);
    },
    after: () => {
      after(changed);
    },
  });
}
