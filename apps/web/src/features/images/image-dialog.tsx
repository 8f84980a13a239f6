import { Stack, TextInput, Textarea } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { modals } from '@mantine/modals';
import type { UmlautError } from '@umlaut/contracts/errors';
import type { Image } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { z } from 'zod';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { api } from '../../lib/api-client.ts';
import { fieldError } from '../../lib/field-error.ts';
import { toUmlautError } from '../../lib/read-error.ts';

const imageForm = z.object({
  label: z.string().trim().min(1, 'Give it a name').max(100, 'A name has at most 100 characters'),
  description: z.string().max(500, 'A description has at most 500 characters'),
});

export function openImageDialog(image: Image): void {
  modals.open({ title: `Rename ${image.label}`, children: <ImageDialog image={image} /> });
}

function ImageDialog({ image }: { image: Image }): ReactNode {
  const [failure, setFailure] = useState<UmlautError | null>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { label: image.label, description: image.description },
    validate: schemaResolver(imageForm, { sync: true }),
  });
  const submit = async (values: z.output<typeof imageForm>): Promise<void> => {
    setFailure(null);
    try {
      await api.images.update({ id: image.id, ...imageForm.parse(values) });
      modals.closeAll();
    } catch (caught) {
      const error = toUmlautError(caught);
      const atField = fieldError(error, ['label', 'description']);
      if (atField === null) setFailure(error);
      else form.setErrors(atField);
    }
  };
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="sm">
        <TextInput label="Name" data-autofocus key={form.key('label')} {...form.getInputProps('label')} />
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
      <DialogFooter submitLabel="Save" pending={form.submitting} />
    </form>
  );
}
