import { ROOT_DISK_NUMBER, type MachineDisk } from '@umlaut/contracts/model';
import type { ActionMenuProps } from '../../components/action-menu.tsx';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { IconArrowsMaximize, IconPencil, IconPlug, IconPlugX, IconTrash } from '../../components/icons.ts';
import { api } from '../../lib/api-client.ts';
import { openDiskActDialog } from '../../machine-actions/disk-act-dialog.tsx';
import { confirmDeletion } from './confirm-deletion.tsx';
import { actTarget, type DiskCardProps } from './disk-card-props.ts';
import { openEditDiskDialog } from './edit-disk-dialog.tsx';
import { openGrowDialog } from './grow-dialog.tsx';

/** What can be done to a disk now, and why the rest cannot. */
export function diskActions(props: DiskCardProps): Pick<ActionMenuProps, 'items' | 'note'> {
  const { machine, disk } = props;
  const { phase } = machine.state;
  const isRoot = disk.number === ROOT_DISK_NUMBER;
  // A guest that comes or goes, or stands still, neither gets nor gives a disk.
  const isSettled = phase === 'stopped' || phase === 'running';
  const isFree = isSettled && (phase === 'stopped' || disk.live === false);
  const isIn = phase === 'stopped' ? disk.plugged : disk.live !== false;
  const isWaiting = phase === 'running' && disk.live === false && disk.plugged;
  const items: ActionMenuProps['items'][number][] = [
    {
      label: 'Flags and serial',
      icon: IconPencil,
      disabled: !isFree,
      onSelect: () => {
        openEditDiskDialog(props);
      },
    },
  ];
  const isCow = disk.kind === 'cow';
  items.push({
    label: 'Make it larger',
    icon: IconArrowsMaximize,
    // Whether it may be done, and with what effect on others, is the server's to say.
    disabled: !isCow && !isFree,
    onSelect: () => {
      if (isCow) openDiskActDialog('enlarge', actTarget(props));
      else openGrowDialog(props);
    },
  });
  if (!isRoot) {
    if (!isIn) {
      const onSelect = (): void => confirmPlug(props);
      items.push({ label: 'Plug in', icon: IconPlug, disabled: !isSettled, onSelect });
    }
    if (isIn || isWaiting) {
      const onSelect = (): void => confirmUnplug(props);
      items.push({ label: 'Unplug', icon: IconPlugX, disabled: !isSettled, onSelect });
    }
    const onSelect = (): void => confirmDeletion(props);
    items.push({ label: 'Delete', icon: IconTrash, danger: true, disabled: !isFree, onSelect });
  }
  return isFree ? { items } : { items, note: noteOf(disk, isSettled, isRoot) };
}

function noteOf({ live }: MachineDisk, isSettled: boolean, isRoot: boolean): string {
  if (!isSettled) return 'Wait until the machine runs or has stopped';
  if (isRoot) return 'Shut the machine down to change it';
  return live === null ? 'The kernel does not say whether it has it' : 'Unplug it to change or delete it';
}

function confirmPlug({ machine, disk, onDone }: DiskCardProps): void {
  const runs = machine.state.phase === 'running';
  openConfirmDialog({
    title: `Plug in ${disk.device}?`,
    body: runs
      ? `The guest has /dev/${disk.device} at once, and after each start.`
      : `The machine starts with /dev/${disk.device}.`,
    confirmLabel: 'Plug in',
    onConfirm: async () => {
      await api.disks.plug({ id: machine.id, number: disk.number }).finally(onDone);
    },
  });
}

function confirmUnplug({ machine, disk, onDone }: DiskCardProps): void {
  const isLive = disk.live === true;
  const release = disk.kind === 'swap' ? `swapoff /dev/${disk.device}` : `umount /dev/${disk.device}`;
  openConfirmDialog({
    title: `Unplug ${disk.device}?`,
    body: `What it holds is kept, and it can be plugged in again. ${
      isLive
        ? `The kernel refuses while the guest uses it: type "${release}" there first.`
        : 'The machine starts without it.'
    }`,
    confirmLabel: 'Unplug',
    onConfirm: async () => {
      await api.disks.unplug({ id: machine.id, number: disk.number }).finally(onDone);
    },
  });
}
