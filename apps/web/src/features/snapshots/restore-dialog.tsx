import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { snapshotName, type Machine, type PresentState, type Snapshot } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { useDialogDeed } from '../../components/use-dialog-deed.ts';
import { api } from '../../lib/api-client.ts';
import { diskChanges } from './disk-changes.ts';
import { refreshSnapshots } from './snapshots-query.ts';

export interface RestoreDialogProps {
  machine: Machine;
  present: PresentState;
  snapshot: Snapshot;
}

export function openRestoreDialog(props: RestoreDialogProps): void {
  modals.open({ title: `Go back to ${props.snapshot.name}?`, children: <RestoreDialog {...props} /> });
}

/** Says what is lost, and offers to keep it. */
function RestoreDialog({ machine, present, snapshot }: RestoreDialogProps): ReactNode {
  const [keeps, setKeeps] = useState(true);
  const [name, setName] = useState(`Before going back to ${snapshot.name}`.slice(0, 80));
  const { pending, failure, run } = useDialogDeed();
  const checked = snapshotName.safeParse(name);
  const problem = keeps && !checked.success ? checked.error.issues[0]?.message : undefined;
  const changes = diskChanges(machine.disks, snapshot.disks);

  const restore = async (): Promise<void> => {
    const takeFirst = keeps ? { name } : null;
    await run(() => api.snapshots.restore({ id: machine.id, snapshotId: snapshot.id, takeFirst }));
    refreshSnapshots(machine.id);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (problem === undefined) void restore();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm">
          All disks of {machine.name} become what they were then.{' '}
          {keeps
            ? 'What is on them now is kept as a snapshot.'
            : `What is on them now is lost for good: ${formatBytes(present.allocatedBytes)} on the host.`}
        </Text>
        {changes === null ? null : <Text size="sm">{changes}</Text>}
        <Checkbox
          label="Take a snapshot of the present state first"
          checked={keeps}
          onChange={(event) => {
            setKeeps(event.currentTarget.checked);
          }}
        />
        {keeps ? (
          <TextInput
            label="Its name"
            value={name}
            autoComplete="off"
            error={problem}
            onChange={(event) => {
              setName(event.currentTarget.value);
            }}
          />
        ) : null}
      </Stack>
      {failure === null ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel="Go back" danger={!keeps} pending={pending} />
    </form>
  );
}
