import { Stack, Textarea, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { modals } from '@mantine/modals';
import type { UmlautError } from '@umlaut/contracts/errors';
import { newSnapshot, type MachineId, type Snapshot } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { api } from '../../lib/api-client.ts';
import { fieldError } from '../../lib/field-error.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { refreshSnapshots } from './snapshots-query.ts';

export type TextsDialogProps =
  | { kind: 'take'; machineId: MachineId }
  | { kind: 'change'; machineId: MachineId; snapshot: Snapshot };

/** Asks for the name and the description of a new snapshot, or for others of one that is there. */
export function openTextsDialog(props: TextsDialogProps): void {
  modals.open({
    title: props.kind === 'take' ? 'Take a snapshot' : `Rename ${props.snapshot.name}`,
    children: <TextsDialog {...props} />,
  });
}

function TextsDialog(props: TextsDialogProps): ReactNode {
  const { machineId } = props;
  const [failure, setFailure] = useState<UmlautError | null>(null);
  const { name = '', description = '' } = props.kind === 'take' ? {} : props.snapshot;
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name, description },
    validate: schemaResolver(newSnapshot, { sync: true }),
  });

  const submit = async (texts: { name: string; description: string }): Promise<void> => {
    setFailure(null);
    try {
      if (props.kind === 'take') await api.snapshots.take({ id: machineId, ...texts });
      else await api.snapshots.update({ id: machineId, snapshotId: props.snapshot.id, ...texts });
      modals.closeAll();
    } catch (caught) {
      const error = toUmlautError(caught);
      const atField = fieldError(error, ['name', 'description']);
      if (atField === null) setFailure(error);
      else form.setErrors(atField);
    }
    refreshSnapshots(machineId);
  };

  return (
    <form onSubmit={form.onSubmit((values) => submit(values))} noValidate>
      <Stack gap="sm">
        <TextInput
          label="Name"
          data-autofocus
          autoComplete="off"
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <Textarea
          label="Description"
          autosize
          minRows={2}
          maxRows={6}
          key={form.key('description')}
          {...form.getInputProps('description')}
        />
      </Stack>
      {failure === null ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel={props.kind === 'take' ? 'Take it' : 'Save'} pending={form.submitting} />
    </form>
  );
}
