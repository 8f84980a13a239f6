import { Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQueryClient } from '@tanstack/react-query';
import { machineName, type Machine, type MachineId, type Snapshot } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { useDialogDeed } from '../../components/use-dialog-deed.ts';
import { api } from '../../lib/api-client.ts';
import { fieldError } from '../../lib/field-error.ts';
import { liveCache } from '../../live/live.ts';
import { machinesQuery } from '../../live/live-queries.ts';
import { suggestName } from '../../machine-actions/suggest-name.ts';

export interface BranchDialogProps {
  machine: Machine;
  snapshot: Snapshot;
  onBranched: (id: MachineId) => void;
}

export function openBranchDialog(props: BranchDialogProps): void {
  modals.open({ title: `New machine from ${props.snapshot.name}`, children: <BranchDialog {...props} /> });
}

function BranchDialog({ machine, snapshot, onBranched }: BranchDialogProps): ReactNode {
  const known = useQueryClient().getQueryData(machinesQuery.queryKey)?.items ?? [];
  const [name, setName] = useState(() =>
    suggestName(machine.name, new Set(known.map((one): string => one.name))),
  );
  const [asked, setAsked] = useState(false);
  const { pending, failure, forget, run } = useDialogDeed();
  const checked = machineName.safeParse(name);
  const refused = failure === null ? null : fieldError(failure, ['name']);
  const problem = checked.success ? refused?.['name'] : checked.error.issues[0]?.message;

  const branch = (): Promise<void> =>
    run(async () => {
      const made = await api.snapshots.branch({ id: machine.id, snapshotId: snapshot.id, name });
      liveCache.putMachine(made);
      return made.id;
    }, onBranched);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (checked.success) void branch();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          It gets copies of the disks of this snapshot, and kernel, memory and lines of {machine.name}. Both
          go their own ways from then on.
        </Text>
        <TextInput
          label="Name"
          value={name}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          error={asked ? problem : undefined}
          onFocus={(event) => {
            event.currentTarget.select();
          }}
          onChange={(event) => {
            setName(event.currentTarget.value);
            forget();
          }}
        />
      </Stack>
      {failure === null || refused !== null ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel="Make it" pending={pending} />
    </form>
  );
}
