import { Text } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import { openConfirmDialog } from '../components/confirm-dialog.tsx';
import { MachineNames } from './machine-names.tsx';

/** Asks before the plug is pulled: `onConfirm` does it. */
export function openPowerOffDialog(
  machines: readonly Machine[],
  onConfirm: () => Promise<unknown>,
  after?: () => void,
): void {
  openConfirmDialog({
    title: machines.length === 1 ? 'Power off this machine?' : `Power off ${machines.length} machines?`,
    body: (
      <>
        <Text size="sm">
          <MachineNames machines={machines} /> will end at once. The guest is not asked: what it has not yet
          written to its disk is lost.
        </Text>
        <Text size="sm" c="dimmed" mt="xs">
          Shut down asks the guest first, and only insists when it does not answer.
        </Text>
      </>
    ),
    confirmLabel: 'Power off',
    danger: true,
    onConfirm,
    ...(after === undefined ? {} : { after }),
  });
}
