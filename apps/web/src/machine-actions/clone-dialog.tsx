import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { modals } from '@mantine/modals';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { UmlautError } from '@umlaut/contracts/errors';
import { machineName, type Machine } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { z } from 'zod';
import { ErrorAlert } from '../components/confirm-dialog.tsx';
import { DialogFooter } from '../components/dialog-footer.tsx';
import { api } from '../lib/api-client.ts';
import { fieldError } from '../lib/field-error.ts';
import { toUmlautError } from '../lib/read-error.ts';
import { liveCache } from '../live/live.ts';
import { machinesQuery } from '../live/live-queries.ts';
import { suggestName } from './suggest-name.ts';

const cloneForm = z.object({ name: machineName, start: z.boolean() });

export function openCloneDialog(machine: Machine): void {
  modals.open({ title: `Clone ${machine.name}`, children: <CloneDialog machine={machine} /> });
}

function CloneDialog({ machine }: { machine: Machine }): ReactNode {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<UmlautError | null>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: {
      name: suggestName(
        machine.name,
        new Set(queryClient.getQueryData(machinesQuery.queryKey)?.items.map(({ name }) => name)),
      ),
      start: false,
    },
    validate: schemaResolver(cloneForm, { sync: true }),
  });
  const overCapacity = failure?.code === 'HOST_CAPACITY';

  const submit = async (values: { name: string; start: boolean }): Promise<void> => {
    setFailure(null);
    try {
      const clone = await api.machines.clone({ id: machine.id, ...values, force: overCapacity });
      liveCache.putMachine(clone);
      modals.closeAll();
      await navigate({ to: '/machines/$machineId', params: { machineId: clone.id } });
    } catch (caught) {
      const error = toUmlautError(caught);
      const atField = fieldError(error, ['name']);
      if (atField === null) setFailure(error);
      else form.setErrors(atField);
    }
  };

  return (
    <form onSubmit={form.onSubmit((values) => submit(values))} noValidate>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          The copy gets its own disks {machine.root === 'directory' ? 'and root directory ' : ''}with
          everything that is on them now, and the same kernel and memory.
        </Text>
        <TextInput
          label="Name"
          data-autofocus
          onFocus={(event) => {
            event.currentTarget.select();
          }}
          autoComplete="off"
          spellCheck={false}
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <Checkbox
          label="Start it now"
          key={form.key('start')}
          {...form.getInputProps('start', { type: 'checkbox' })}
        />
      </Stack>
      {failure === null ? null : <ErrorAlert error={failure} />}
      <DialogFooter
        submitLabel={overCapacity ? 'Clone and start anyway' : 'Clone'}
        danger={overCapacity}
        pending={form.submitting}
      />
    </form>
  );
}
