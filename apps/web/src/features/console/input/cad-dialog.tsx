import { Text } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import { openConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { api } from '../../../lib/api-client.ts';

/** Asks before init is told that Ctrl-Alt-Del was pressed, which no terminal can send. */
export function openCadDialog({ id, name }: Machine): void {
  openConfirmDialog({
    title: 'Press Ctrl Alt Del?',
    body: (
      <Text size="sm">
        The kernel of {name} tells its init that Ctrl Alt Del was pressed. Most systems then shut down or
        reboot in order. Where init does not listen, nothing happens.
      </Text>
    ),
    confirmLabel: 'Press Ctrl Alt Del',
    danger: true,
    onConfirm: () => api.mconsole.ask({ id, line: 'cad' }),
  });
}
