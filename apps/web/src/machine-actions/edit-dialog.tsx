import { NumberInput, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { modals } from '@mantine/modals';
import { updateMachineInput } from '@umlaut/contracts/http';
import type { UmlautError } from '@umlaut/contracts/errors';
import { MAX_CONSOLE_LOG_MIB, machine as machineSchema, type Machine } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { ErrorAlert } from '../components/confirm-dialog.tsx';
import { DialogFooter } from '../components/dialog-footer.tsx';
import { Notice } from '../components/notice.tsx';
import { api } from '../lib/api-client.ts';
import { fieldError } from '../lib/field-error.ts';
import { toUmlautError } from '../lib/read-error.ts';
import { liveCache } from '../live/live.ts';
import { describeChange } from './describe-change.ts';
import { changedFields, editableOf, mergeUntouched, type EditableFields } from './edit-merge.ts';
import { KernelSelect } from './kernel-select.tsx';
import { MemoryInput } from './memory-input.tsx';

const MAX_TRIES = 5;

const editForm = updateMachineInput
  .pick({ name: true, description: true, memoryMiB: true, consoleLogMiB: true, kernelId: true })
  .required();

interface Values {
  name: string;
  description: string;
  memoryMiB: number | string;
  consoleLogMiB: number | string;
  kernelId: string;
}

export function openEditDialog(machine: Machine): void {
  modals.open({ title: `Edit ${machine.name}`, children: <EditDialog machine={machine} /> });
}

function EditDialog({ machine }: { machine: Machine }): ReactNode {
  /** What the form was filled from; a conflict moves it on to what the other person left. */
  const [base, setBase] = useState(machine);
  const [conflict, setConflict] = useState<readonly string[] | null>(null);
  const [failure, setFailure] = useState<UmlautError | null>(null);
  const form = useForm<Values>({
    initialValues: editableOf(machine),
    validate: schemaResolver(editForm, { sync: true }),
  });

  const save = async (from: Machine, values: EditableFields, tries: number): Promise<void> => {
    try {
      const changes = changedFields(from, values);
      liveCache.putMachine(await api.machines.update({ id: from.id, version: from.version, ...changes }));
      modals.closeAll();
    } catch (caught) {
      const error = toUmlautError(caught);
      const theirs = machineSchema.safeParse(error.details?.['machine']);
      if (error.code !== 'VERSION_CONFLICT' || !theirs.success) {
        refused(error);
        return;
      }
      const differences = describeChange(from, theirs.data);
      // A machine that only started or stopped meanwhile is nobody's conflict.
      if (differences.length === 0 && tries < MAX_TRIES) return save(theirs.data, values, tries + 1);
      form.setValues(mergeUntouched(values, { before: from, after: theirs.data }));
      setConflict(differences);
      setBase(theirs.data);
    }
  };

  const refused = (error: UmlautError): void => {
    const atField = fieldError(error, ['name', 'description', 'memoryMiB', 'consoleLogMiB', 'kernelId']);
    if (atField === null) setFailure(error);
    else form.setErrors(atField);
  };

  const submit = async (values: Values): Promise<void> => {
    setFailure(null);
    await save(base, editForm.parse(values), 1);
  };

  const running = machine.state.phase !== 'stopped';
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
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
        <NumberInput
          label="History of all consoles together"
          description="The oldest output goes first when there is more"
          suffix=" MiB"
          min={1}
          max={MAX_CONSOLE_LOG_MIB}
          allowDecimal={false}
          {...form.getInputProps('consoleLogMiB')}
        />
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
            The machine runs: name, memory, history and kernel take effect when it starts the next time.
          </Text>
        ) : null}
      </Stack>
      {conflict === null ? null : (
        <Notice tone="warn" title="Somebody changed this machine meanwhile">
          {conflict.join(' ')} What you did not touch now has their value; save again to keep your changes as
          well.
        </Notice>
      )}
      {failure === null ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel={conflict === null ? 'Save' : 'Save anyway'} pending={form.submitting} />
    </form>
  );
}
