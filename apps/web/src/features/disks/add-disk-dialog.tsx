import { Checkbox, Radio, Select, Stack } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import {
  DISK_COUNT,
  NO_DISK_FLAGS,
  diskDevice,
  diskSource,
  type DiskKind,
  type DiskSource,
  type Machine,
} from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { useDialogDeed } from '../../components/use-dialog-deed.ts';
import { api } from '../../lib/api-client.ts';
import { imagesQuery } from '../../live/live-queries.ts';
import { ImageSelect } from '../../machine-actions/image-select.tsx';
import { KIND_TEXTS } from './disk-text.ts';
import classes from './disks.module.css';
import { FlagFields, readSerial } from './flag-fields.tsx';
import { refusedFields } from '../../lib/refused-fields.ts';
import { SizeInput, readSize } from '../../components/size-input.tsx';

export interface AddDiskDialogProps {
  machine: Machine;
  /** Numbers of the disks that there are. */
  taken: readonly number[];
  onDone: () => void;
}

const KINDS: readonly DiskKind[] = ['raw', 'swap', 'cow'];
const DEFAULT_SIZE_MIB = 1024;

export function openAddDiskDialog(props: AddDiskDialogProps): void {
  modals.open({ title: 'Add a disk', children: <AddDiskDialog {...props} /> });
}

function AddDiskDialog({ machine, taken, onDone }: AddDiskDialogProps): ReactNode {
  const [free] = useState(() => freeNumbers(taken));
  const { data: defaultImage } = useQuery({
    ...imagesQuery,
    select: ({ items }) => items.find(({ isDefault }) => isDefault)?.id,
  });
  const [number, setNumber] = useState(free[0] ?? 1);
  const [kind, setKind] = useState<DiskKind>('raw');
  const [size, setSize] = useState<number | string>(DEFAULT_SIZE_MIB);
  const [image, setImage] = useState<string | null>(null);
  const [flags, setFlags] = useState(NO_DISK_FLAGS);
  const [serialText, setSerialText] = useState('');
  const [plug, setPlug] = useState(true);
  const [more, setMore] = useState(false);
  const [asked, setAsked] = useState(false);
  const { pending, failure, run } = useDialogDeed();
  const runs = machine.state.phase === 'running';
  const imageId = image ?? defaultImage ?? null;
  const { serial, problem: serialProblem } = readSerial(serialText);
  const sizeProblem = kind === 'cow' ? undefined : readSize(size).problem;
  const source = readSource({ kind, size, imageId });
  const atField = refusedFields(failure, shownFields(kind));

  const save = (wanted: DiskSource): Promise<void> =>
    run(() => api.disks.add({ id: machine.id, number, source: wanted, flags, serial, plug })).finally(onDone);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (source !== null && serialProblem === undefined) void save(source);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Radio.Group
          label="Kind"
          value={kind}
          onChange={(picked) => {
            setKind(KINDS.find((known) => known === picked) ?? kind);
          }}
        >
          <Stack gap={10} mt={6}>
            {KINDS.map((value) => (
              <Radio
                key={value}
                value={value}
                label={KIND_TEXTS[value].label}
                description={KIND_TEXTS[value].description}
              />
            ))}
          </Stack>
        </Radio.Group>
        {kind === 'cow' ? (
          <ImageSelect
            value={imageId}
            error={asked && imageId === null ? 'Choose an image' : atField['source.imageId']}
            onChange={setImage}
          />
        ) : (
          <SizeInput
            value={size}
            problem={asked ? (sizeProblem ?? atField['source.sizeMiB']) : undefined}
            onChange={setSize}
          />
        )}
        <Select
          label="Device in the guest"
          data={free.map((value) => ({ value: `${value}`, label: `/dev/${diskDevice(value)}` }))}
          value={`${number}`}
          allowDeselect={false}
          error={atField['number']}
          onChange={(picked) => {
            if (picked !== null) setNumber(Number(picked));
          }}
        />
        {runs ? (
          <Checkbox
            label="Plug it into the running machine now"
            description="Otherwise the guest has it from the next start or reboot on."
            checked={plug}
            onChange={(event) => {
              setPlug(event.currentTarget.checked);
            }}
          />
        ) : null}
        <details
          className={classes['more']}
          open={more || (asked && serialProblem !== undefined)}
          onToggle={(event) => {
            setMore(event.currentTarget.open);
          }}
        >
          <summary>Serial and flags</summary>
          <FlagFields
            flags={flags}
            serial={serialText}
            serialProblem={asked ? (serialProblem ?? atField['serial']) : undefined}
            onFlags={setFlags}
            onSerial={setSerialText}
          />
        </details>
      </Stack>
      {failure === null || Object.keys(atField).length > 0 ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel="Add" pending={pending} />
    </form>
  );
}

function shownFields(kind: DiskKind): string[] {
  return ['number', 'serial', kind === 'cow' ? 'source.imageId' : 'source.sizeMiB'];
}

function freeNumbers(taken: readonly number[]): number[] {
  return Array.from({ length: DISK_COUNT }, (_, number) => number).filter(
    (number) => !taken.includes(number),
  );
}

interface SourceDraft {
  kind: DiskKind;
  size: number | string;
  imageId: string | null;
}

function readSource({ kind, size, imageId }: SourceDraft): DiskSource | null {
  const parsed = diskSource.safeParse(
    kind === 'cow' ? { kind, imageId } : { kind, sizeMiB: readSize(size).size },
  );
  return parsed.success ? parsed.data : null;
}
