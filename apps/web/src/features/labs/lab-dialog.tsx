import { Stack, TextInput, Textarea } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { modals } from '@mantine/modals';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { UmlautError } from '@umlaut/contracts/errors';
import { freeLabName, labSummary, type LabSummary } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { api } from '../../lib/api-client.ts';
import { fieldError } from '../../lib/field-error.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { liveCache } from '../../live/live.ts';
import { labsQuery } from '../../live/live-queries.ts';

export type LabDialogProps = { kind: 'create' } | { kind: 'change'; lab: LabSummary };

const texts = labSummary.pick({ name: true, description: true });

/** Asks for the name of a new lab, or for another of one that is there. */
export function openLabDialog(props: LabDialogProps): void {
  modals.open({
    title: props.kind === 'create' ? 'New lab' : `Rename ${props.lab.name}`,
    children: <LabDialog {...props} />,
  });
}

function LabDialog(props: LabDialogProps): ReactNode {
  const navigate = useNavigate();
  const labs = useQueryClient().getQueryData(labsQuery.queryKey)?.items ?? [];
  const [failure, setFailure] = useState<UmlautError | null>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues:
      props.kind === 'create'
        ? { name: freeLabName('Lab', labs), description: '' }
        : { name: props.lab.name, description: props.lab.description },
    validate: schemaResolver(texts, { sync: true }),
  });

  const submit = async (values: { name: string; description: string }): Promise<void> => {
    setFailure(null);
    try {
      if (props.kind === 'change') {
        liveCache.putLab(await api.labs.update({ id: props.lab.id, ...values }));
        modals.closeAll();
        return;
      }
      const lab = await api.labs.create(values);
      liveCache.putLab(lab);
      modals.closeAll();
      await navigate({ to: '/labs/$labId', params: { labId: lab.id } });
    } catch (caught) {
      const error = toUmlautError(caught);
      const atField = fieldError(error, ['name', 'description']);
      if (atField === null) setFailure(error);
      else form.setErrors(atField);
    }
  };

  return (
    <form onSubmit={form.onSubmit((values) => submit(values))} noValidate>
      <Stack gap="sm">
        <TextInput
          label="Name"
          data-autofocus
          autoComplete="off"
          onFocus={(event) => {
            event.currentTarget.select();
          }}
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <Textarea
          label="Description"
          placeholder="Optional"
          autosize
          minRows={1}
          maxRows={5}
          key={form.key('description')}
          {...form.getInputProps('description')}
        />
      </Stack>
      {failure === null ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel={props.kind === 'create' ? 'Create lab' : 'Save'} pending={form.submitting} />
    </form>
  );
}
