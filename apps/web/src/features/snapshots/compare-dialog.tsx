import { Select, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { diskDevice, type MachineId, type Snapshot } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { ComparisonView } from './comparison-view.tsx';
import { comparableDisks, inOrderOfTime } from './comparable.ts';

export interface CompareDialogProps {
  machineId: MachineId;
  snapshot: Snapshot;
  /** All others of the machine. */
  others: readonly Snapshot[];
}

export function openCompareDialog(props: CompareDialogProps): void {
  modals.open({
    title: `Compare the files of ${props.snapshot.name}`,
    size: 'lg',
    children: <CompareDialog {...props} />,
  });
}

/** Asks with which snapshot and on which disk; the answer takes its place. */
function CompareDialog({ machineId, snapshot, others }: CompareDialogProps): ReactNode {
  const [otherId, setOtherId] = useState<string | null>(others.at(-1)?.id ?? null);
  const other = others.find(({ id }) => id === otherId);
  const disks = other === undefined ? [] : comparableDisks(snapshot, other);
  const [chosen, setChosen] = useState<string | null>(null);
  const number = disks.includes(Number(chosen ?? -1)) ? Number(chosen) : disks[0];
  const [isAsked, setAsked] = useState(false);

  if (isAsked && other !== undefined && number !== undefined) {
    const [before, after] = inOrderOfTime(snapshot, other);
    return <ComparisonView machineId={machineId} before={before} after={after} number={number} />;
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          Which files came, went or changed between the two, on a disk with ext2, ext3 or ext4. Both are
          copied for that and only read; nothing is changed. Closing the dialog ends it.
        </Text>
        <Select
          label="With the snapshot"
          data-autofocus
          allowDeselect={false}
          value={otherId}
          onChange={setOtherId}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Select
          label="Disk"
          allowDeselect={false}
          value={number === undefined ? null : String(number)}
          onChange={setChosen}
          error={disks.length === 0 ? 'The two have no disk in common' : undefined}
          data={disks.map((one) => ({ value: String(one), label: `/dev/${diskDevice(one)}` }))}
        />
      </Stack>
      <DialogFooter submitLabel="Compare" pending={false} disabled={number === undefined} />
    </form>
  );
}
