import { Alert, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { modals } from '@mantine/modals';
import { updateMachineInput } from '@umlaut/contracts/http';
import type { UmlautError } from '@umlaut/contracts/errors';
import { machine as machineSchema, type Machine } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { ErrorAlert } from '../components/confirm-dialog.tsx';
import { DialogFooter } from '../components/dialog-footer.tsx';
import { api } from '../lib/api-client.ts';
import { fieldError } from '../lib/field-error.ts';
import { toUmlautError } from '../lib/read-error.ts';
import { liveCache } from '../live/live.ts';
import { describeChange } from './describe-change.ts';
import { KernelSelect } from './kernel-select.tsx';
import { MemoryInput } from './memory-input.tsx';

const editForm = updateMachineInput
  .pick({ name: true, description: true, memoryMiB: true, kernelId: true })
  .required();

export function openEditDialog(machine: Machine): void {
  modals.open({ title: `Edit ${machine.name}`, children: <EditDialog machine={machine} /> });
}

function EditDialog({ machine }: { machine: Machine }): ReactNode {
  /** What the form was filled from; a conflict moves it on to what the other person left. */
  const [base, setBase] = useState(machine);
  const [conflict, setConflict] = useState<readonly string[] | null>(null);
  const [failure, setFailure] = useState<UmlautError | null>(null);
  const form = useForm({
    initialValues: {
      name: machine.name,
      description: machine.description,
      memoryMiB: machine.memoryMiB as number | string,
      kernelId: machine.kernelId as string,
    },
    validate: schemaResolver(editForm, { sync: true }),
  });

  const submit = async (values: typeof form.values): Promise<void> => {
    setFailure(null);
    try {
      const changed = await api.machines.update({
        id: base.id,
        version: base.version,
        ...editForm.parse(values),
      });
      liveCache.putMachine(changed);
      modals.closeAll();
    } catch (caught) {
      refused(toUmlautError(caught));
    }
  };

  const refused = (error: UmlautError): void => {
    const theirs = machineSchema.safeParse(error.details?.['machine']);
    if (error.code === 'VERSION_CONFLICT' && theirs.success) {
      setConflict(describeChange(base, theirs.data));
      setBase(theirs.data);
      return;
    }
    const atField = fieldError(error, ['name', 'description', 'memoryMiB', 'kernelId']);
    if (atField === null) setFailure(error);
    else form.setErrors(atField);
  };

  const running = machine.state.phase !== 'stopped';
  return (
    <form onSubmit={form.onSubmit((values) => submit(values))} noValidate>
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="Also the guest's host name"
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('name')}
        />
        <MemoryInput {...form.getInputProps('memoryMiB')} value={form.values.memoryMiB} />
        <KernelSelect {...form.getInputProps('kernelId')} />
        <Textarea
          label="Description"
          autosize
          minRows={2}
          maxRows={6}
          {...form.getInputProps('description')}
        />
        {running ? (
          <Text size="xs" c="dimmed">
            The machine runs: name, memory and kernel take effect when it starts the next time.
          </Text>
        ) : null}
      </Stack>
      {conflict === null ? null : (
        <Alert color="yellow" mt="md" role="alert" title="Somebody changed this machine meanwhile">
          {conflict.length === 0 ? 'Only its state moved on.' : conflict.join(' ')} Save again to put your
          values over it.
        </Alert>
      )}
      {failure === null ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel={conflict === null ? 'Save' : 'Save anyway'} pending={form.submitting} />
    </form>
  );
}
