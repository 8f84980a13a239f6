import { modals } from '@mantine/modals';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { useDialogDeed } from '../../components/use-dialog-deed.ts';
import { api } from '../../lib/api-client.ts';
import type { DiskCardProps } from './disk-card-props.ts';
import { FlagFields, readSerial } from './flag-fields.tsx';

export function openEditDiskDialog(props: DiskCardProps): void {
  modals.open({ title: `Flags and serial of ${props.disk.device}`, children: <EditDiskDialog {...props} /> });
}

function EditDiskDialog({ machine, disk, onDone }: DiskCardProps): ReactNode {
  const [flags, setFlags] = useState(disk.flags);
  const [serialText, setSerialText] = useState(disk.serial ?? '');
  const [asked, setAsked] = useState(false);
  const { pending, failure, run } = useDialogDeed();
  const { serial, problem } = readSerial(serialText);

  const save = (): Promise<void> =>
    run(() => api.disks.update({ id: machine.id, number: disk.number, flags, serial })).finally(onDone);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (problem === undefined) void save();
  };

  return (
    <form onSubmit={submit} noValidate>
      <FlagFields
        flags={flags}
        serial={serialText}
        serialProblem={asked ? problem : undefined}
        onFlags={setFlags}
        onSerial={setSerialText}
      />
      {failure === null ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel="Save" pending={pending} />
    </form>
  );
}
