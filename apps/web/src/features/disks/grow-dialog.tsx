import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { useDialogDeed } from '../../components/use-dialog-deed.ts';
import { api } from '../../lib/api-client.ts';
import type { DiskCardProps } from './disk-card-props.ts';
import { refusedFields } from '../../lib/refused-fields.ts';
import { SizeInput, readSize } from '../../components/size-input.tsx';

const MIB = 1_048_576;

export function openGrowDialog(props: DiskCardProps): void {
  modals.open({ title: `Make ${props.disk.device} larger`, children: <GrowDialog {...props} /> });
}

function GrowDialog({ machine, disk, onDone }: DiskCardProps): ReactNode {
  const [value, setValue] = useState<number | string>(Math.ceil(disk.sizeBytes / MIB));
  const [asked, setAsked] = useState(false);
  const { pending, failure, forget, run } = useDialogDeed();
  const { size, problem } = readSize(value);
  const { sizeMiB: refused } = refusedFields(failure, ['sizeMiB']);

  const save = (sizeMiB: number): Promise<void> =>
    run(() => api.disks.grow({ id: machine.id, number: disk.number, sizeMiB })).finally(onDone);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (size !== null) void save(size);
  };

  return (
    <form onSubmit={submit} noValidate>
      <SizeInput
        value={value}
        isFirst
        problem={asked ? (problem ?? refused) : undefined}
        onChange={(next) => {
          setValue(next);
          forget();
        }}
      />
      {disk.kind === 'raw' ? (
        <Text size="sm" c="dimmed" mt="sm">
          A file system on it stays as large as it is until the guest makes it larger: resize2fs /dev/
          {disk.device} for ext4.
        </Text>
      ) : null}
      {failure === null || refused !== undefined ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel="Make it larger" pending={pending} />
    </form>
  );
}
