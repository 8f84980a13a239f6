import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { openDiskActDialog } from '../../machine-actions/disk-act-dialog.tsx';
import type { DiskCardProps } from './disk-card-props.ts';

/** Why a disk over an image does not grow, and the way to a larger one. */
export function openLargerImageDialog({ machine, disk, onDone }: DiskCardProps): void {
  const { number, device } = disk;
  const target = { machineId: machine.id, machineName: machine.name, number, device, onDone };
  openConfirmDialog({
    title: `Make ${device} larger?`,
    body: 'It is as large as its image, and stays so. Save it as a new image of a larger size, then make a machine or a disk of that. The page Disks offers the same.',
    confirmLabel: 'Save as image',
    onConfirm: () => Promise.resolve(),
    after: () => openDiskActDialog('save', target),
  });
}
