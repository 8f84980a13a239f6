import { Text } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import { openConfirmDialog } from '../components/confirm-dialog.tsx';
import { api } from '../lib/api-client.ts';
import { MachineNames } from './machine-names.tsx';
import { runBulk } from './run-bulk.ts';
import { SnapshotsThatGo } from './snapshots-that-go.tsx';
import { openTaskDrawer } from './task-drawer-store.ts';

/** Asks before machines are deleted: says what is lost, and that those which run are powered off first. */
export function openDeleteDialog(machines: readonly Machine[]): void {
  const [only] = machines;
  if (only === undefined) return;
  const running = machines.filter(({ state }) => state.phase !== 'stopped');
  const one = machines.length === 1;
  openConfirmDialog({
    title: one ? `Delete ${only.name}?` : `Delete ${machines.length} machines?`,
    body: (
      <>
        <Text size="sm">
          <MachineNames machines={machines} /> {one ? 'goes' : 'go'} for good, with {one ? 'its' : 'their'}{' '}
          {machines.some(({ root }) => root === 'directory') ? 'root directory, ' : ''}disks, shared folder
          and console history. The image that {one ? 'it was' : 'they were'} made from stays.
        </Text>
        <SnapshotsThatGo machines={machines} />
        {running.length === 0 ? null : (
          <Text size="sm" c="var(--u-bad)" fw={500} mt="xs">
            {one
              ? 'It is running and will be powered off first.'
              : `${running.length} of them ${running.length === 1 ? 'is' : 'are'} running and will be powered off first.`}
          </Text>
        )}
      </>
    ),
    confirmLabel: one ? 'Delete machine' : `Delete ${machines.length} machines`,
    danger: true,
    onConfirm: () =>
      one
        ? api.machines.remove({ id: only.id, force: running.length > 0 })
        : runBulk('delete', machines, running.length > 0),
    ...(one ? {} : { after: openTaskDrawer }),
  });
}
