import { Grid, NumberInput, Stack, Switch, TextInput, Textarea } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { modals } from '@mantine/modals';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createMachinesInput } from '@umlaut/contracts/http';
import type { UmlautError } from '@umlaut/contracts/errors';
import {
  DEFAULT_MEMORY_MIB,
  DEFAULT_NIC_COUNT,
  MAX_CREATE_COUNT,
  NIC_COUNT,
  type MachineRoot,
} from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { Notice } from '../../components/notice.tsx';
import { errorText } from '../../lib/error-text.ts';
import { fieldError } from '../../lib/field-error.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { imagesQuery, kernelsQuery, machinesQuery } from '../../live/live-queries.ts';
import { ImageSelect } from '../../machine-actions/image-select.tsx';
import { KernelSelect } from '../../machine-actions/kernel-select.tsx';
import { MemoryInput } from '../../machine-actions/memory-input.tsx';
import { suggestName } from '../../machine-actions/suggest-name.ts';
import { RootField } from './root-field.tsx';
import { useCreateMachines } from './use-create-machines.ts';

const FIELDS = [
  'name',
  'imageId',
  'kernelId',
  'root',
  'memoryMiB',
  'nicCount',
  'count',
  'description',
] as const;
const createForm = createMachinesInput.omit({ force: true });

interface Values {
  name: string;
  description: string;
  imageId: string | undefined;
  kernelId: string | undefined;
  root: MachineRoot;
  memoryMiB: number | string;
  count: number | string;
  nicCount: number | string;
  start: boolean;
}

/** The form of the create dialog; validates by the schema that the server uses. */
export function CreateForm(): ReactNode {
  const create = useCreateMachines();
  const defaults = useDefaults();
  const [failure, setFailure] = useState<UmlautError | null>(null);
  const form = useForm<Values>({
    initialValues: useInitialValues(),
    validate: schemaResolver(createForm, { sync: true }),
    onValuesChange: () => {
      setFailure(null);
    },
  });
  const overCapacity = failure?.code === 'HOST_CAPACITY';

  const submit = async (values: Values): Promise<void> => {
    try {
      await create({ ...createForm.parse(values), force: overCapacity });
      modals.closeAll();
    } catch (caught) {
      const error = toUmlautError(caught);
      const atField = fieldError(error, FIELDS);
      if (atField === null) setFailure(error);
      else form.setErrors(atField);
    }
  };

  const count = Number(form.values.count);
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="md">
        <Grid gap="sm">
          <Grid.Col span={{ base: 12, xs: 8 }}>
            <TextInput
              label="Name"
              data-autofocus
              autoComplete="off"
              spellCheck={false}
              description={form.errors['name'] === undefined ? nameHint(form.values.name, count) : null}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              onFocus={(event) => {
                event.currentTarget.select();
              }}
              {...form.getInputProps('name')}
            />
          </Grid.Col>
          <Grid.Col span={{ base: 12, xs: 4 }}>
            <NumberInput
              label="How many"
              min={1}
              max={MAX_CREATE_COUNT}
              clampBehavior="none"
              allowDecimal={false}
              {...form.getInputProps('count')}
            />
          </Grid.Col>
        </Grid>
        <Grid gap="sm">
          <Grid.Col span={{ base: 12, xs: 6 }}>
            <ImageSelect
              {...form.getInputProps('imageId')}
              value={form.values.imageId ?? defaults.imageId ?? null}
            />
          </Grid.Col>
          <Grid.Col span={{ base: 12, xs: 6 }}>
            <KernelSelect
              {...form.getInputProps('kernelId')}
              value={form.values.kernelId ?? defaults.kernelId ?? null}
            />
          </Grid.Col>
        </Grid>
        <RootField {...form.getInputProps('root')} value={form.values.root} />
        <MemoryInput {...form.getInputProps('memoryMiB')} value={form.values.memoryMiB} />
        <NumberInput
          label="Network interfaces"
          description="To be linked to other machines in a lab; more can be added later"
          min={0}
          max={NIC_COUNT}
          clampBehavior="none"
          allowDecimal={false}
          {...form.getInputProps('nicCount')}
        />
        <Textarea
          label="Description"
          placeholder="Optional"
          autosize
          minRows={1}
          maxRows={4}
          {...form.getInputProps('description')}
        />
        <Switch label="Start now" {...form.getInputProps('start', { type: 'checkbox' })} />
      </Stack>
      {failure === null ? null : overCapacity ? (
        <Notice tone="warn" title="That is more than this host can carry">
          {errorText(failure)}
        </Notice>
      ) : (
        <ErrorAlert error={failure} />
      )}
      <DialogFooter
        submitLabel={submitLabel(count, form.values.start, overCapacity)}
        danger={overCapacity}
        pending={form.submitting}
      />
    </form>
  );
}

function useInitialValues(): Values {
  const machines = useQueryClient().getQueryData(machinesQuery.queryKey)?.items ?? [];
  const [name] = useState(() => suggestName('machine-1', new Set(machines.map((machine) => machine.name))));
  return {
    name,
    description: '',
    imageId: undefined,
    kernelId: undefined,
    root: 'disk',
    memoryMiB: DEFAULT_MEMORY_MIB,
    count: 1,
    nicCount: DEFAULT_NIC_COUNT,
    start: true,
  };
}

/** What the server would take, shown before it is asked. */
function useDefaults(): { imageId: string | undefined; kernelId: string | undefined } {
  const { data: imageId } = useQuery({
    ...imagesQuery,
    select: (list) => list.items.find(({ isDefault }) => isDefault)?.id,
  });
  const { data: kernelId } = useQuery({
    ...kernelsQuery,
    select: (list) => list.items.find(({ isDefault }) => isDefault)?.id,
  });
  return { imageId, kernelId };
}

function nameHint(name: string, count: number): string {
  return count > 1 ? `${name}-1 to ${name}-${count}` : 'Also the host name inside';
}

function submitLabel(count: number, start: boolean, overCapacity: boolean): string {
  if (overCapacity) return 'Start anyway';
  const what = count > 1 ? `Create ${count} machines` : 'Create machine';
  return start ? what.replace('Create', 'Create and start') : what;
}
