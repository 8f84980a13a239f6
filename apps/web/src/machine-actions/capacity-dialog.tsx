import { Text } from '@mantine/core';
import type { UmlautError } from '@umlaut/contracts/errors';
import { errorText } from '../lib/error-text.ts';
import { openConfirmDialog } from '../components/confirm-dialog.tsx';

/** Shows the figures of a HOST_CAPACITY refusal and offers to start anyway. */
export function openCapacityDialog(
  error: UmlautError,
  onForce: () => Promise<unknown>,
  after?: () => void,
): void {
  openConfirmDialog({
    title: 'Start more than this host can carry?',
    body: (
      <>
        <Text size="sm">{errorText(error)}</Text>
        <Text size="sm" c="dimmed" mt="xs">
          Machines take memory as they use it. When the host runs out, it ends processes, machines among them.
        </Text>
      </>
    ),
    confirmLabel: 'Start anyway',
    danger: true,
    onConfirm: onForce,
    ...(after === undefined ? {} : { after }),
  });
}
