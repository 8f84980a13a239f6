import { Stack } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { useDialogDeed } from '../../components/use-dialog-deed.ts';
import { api } from '../../lib/api-client.ts';
import { EnlargeFields } from '../../machine-actions/enlarge-fields.tsx';
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

  const shown = asked ? (problem ?? refused) : undefined;
  const change = (next: number | string): void => {
    setValue(next);
    forget();
  };

  return (
    <form onSubmit={submit} noValidate>
      {disk.kind === 'raw' ? (
        <Stack gap="md">
          <EnlargeFields device={disk.device} size={value} problem={shown} onSize={change} />
        </Stack>
      ) : (
        <SizeInput value={value} isFirst problem={shown} onChange={change} />
      )}
      {failure === null || refused !== undefined ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel="Make it larger" pending={pending} />
    </form>
  );
}
