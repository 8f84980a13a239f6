import { useQueryClient } from '@tanstack/react-query';
import type { Kernel } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ActionMenu } from '../../components/action-menu.tsx';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import { IconStar, IconTrash } from '../../components/icons.ts';
import { kernelName } from '../../components/kernel-name.ts';
import { notifyError } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { machinesQuery } from '../../live/live-queries.ts';
import { openInUseDialog } from '../../machine-actions/in-use-dialog.tsx';
import { MachineNames } from '../../machine-actions/machine-names.tsx';

/** What can be done to a kernel; one of the host's own packages is not ours to delete. */
export function KernelMenu({ kernel }: { kernel: Kernel }): ReactNode {
  const queryClient = useQueryClient();
  const remove = (): void => {
    if (kernel.machineCount === 0) {
      confirmRemoval(kernel);
      return;
    }
    const all = queryClient.getQueryData(machinesQuery.queryKey)?.items ?? [];
    const machines = all.filter(({ kernelId }) => kernelId === kernel.id);
    openInUseDialog(
      kernelName(kernel),
      <>
        {machines.length === 0 ? 'Machines' : <MachineNames machines={machines} />}{' '}
        {machines.length === 1 ? 'needs' : 'need'} it. Delete them first, or give them another one.
      </>,
    );
  };
  const ours = kernel.origin === 'imported';
  return (
    <ActionMenu
      label={`Actions of ${kernelName(kernel)}`}
      items={[
        {
          label: 'Make default',
          icon: IconStar,
          disabled: kernel.isDefault || kernel.problem !== null,
          onSelect: () => void makeDefault(kernel),
        },
        ...(ours ? [{ label: 'Delete', icon: IconTrash, danger: true, onSelect: remove }] : []),
      ]}
      {...(ours ? {} : { note: 'It belongs to the host, so it is not deleted here' })}
    />
  );
}

async function makeDefault(kernel: Kernel): Promise<void> {
  try {
    await api.kernels.update({ id: kernel.id, isDefault: true });
  } catch (error) {
    notifyError(`${kernelName(kernel)} was not made the default`, toUmlautError(error));
  }
}

function confirmRemoval(kernel: Kernel): void {
  openConfirmDialog({
    title: `Delete ${kernelName(kernel)}?`,
    body: 'The imported file goes for good. No machine uses it.',
    confirmLabel: 'Delete kernel',
    danger: true,
    onConfirm: () => api.kernels.remove({ id: kernel.id }),
  });
}
