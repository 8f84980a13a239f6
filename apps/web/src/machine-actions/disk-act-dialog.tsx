import { List, Radio, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import type { UmlautError } from '@umlaut/contracts/errors';
import type { ActStarted } from '@umlaut/contracts/http';
import { imageId, type MachineId, type StorageAct, type StorageConsequences } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorAlert } from '../components/confirm-dialog.tsx';
import { DialogFooter } from '../components/dialog-footer.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { formatBytes } from '../components/format-bytes.ts';
import { Notice } from '../components/notice.tsx';
import { notifySuccess } from '../components/notify.ts';
import { api } from '../lib/api-client.ts';
import { toUmlautError } from '../lib/read-error.ts';
import { ACT_TEXTS, actQuestion } from './disk-act-text.ts';
import { openTaskDrawer } from './task-drawer-store.ts';

export interface DiskActTarget {
  machineId: MachineId;
  machineName: string;
  number: number;
  device: string;
  /** Something was done to the disk. */
  onDone: () => void;
}

/** Says what an act does to whom, by the server's word, and does it when a person agrees. */
export function openDiskActDialog(act: StorageAct, target: DiskActTarget): void {
  modals.open({
    title: actQuestion(act, `${target.device} of ${target.machineName}`),
    children: <DiskActDialog act={act} target={target} />,
  });
}

function DiskActDialog({ act, target }: { act: StorageAct; target: DiskActTarget }): ReactNode {
  const disk = { id: target.machineId, number: target.number };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['storage', 'consequences', disk, act],
    queryFn: ({ signal }) => api.storage.consequences({ ...disk, act }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (isPending) return <Skeleton height={120} aria-label="Loading" />;
  if (error !== null) {
    return <ErrorState title="What it would do is not known" error={error} onRetry={() => void refetch()} />;
  }
  return <Consequences act={act} target={target} data={data} />;
}

function Consequences({
  act,
  target,
  data,
}: {
  act: StorageAct;
  target: DiskActTarget;
  data: StorageConsequences;
}): ReactNode {
  const { refusal, consequences, lostBytes, candidates } = data;
  const [label, setLabel] = useState(target.machineName);
  const [chosen, setChosen] = useState<string | null>(candidates[0]?.id ?? null);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<UmlautError | null>(null);
  const texts = ACT_TEXTS[act];

  const submit = async (): Promise<void> => {
    setPending(true);
    setFailure(null);
    try {
      const { summary } = await perform(act, target, { label, chosen });
      modals.closeAll();
      if (summary === null) openTaskDrawer();
      else notifySuccess(summary);
    } catch (caught) {
      setFailure(toUmlautError(caught));
      setPending(false);
    } finally {
      target.onDone();
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        <List size="sm" spacing={6} withPadding={false}>
          {consequences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
        {lostBytes === 0 || refusal !== null ? null : (
          <Text size="sm" fw={600} c="var(--u-bad)">
            {formatBytes(lostBytes)} of changes are lost.
          </Text>
        )}
        {act === 'save' && refusal === null ? (
          <TextInput
            label="Name of the image"
            data-autofocus
            maxLength={100}
            value={label}
            error={label.trim() === '' ? 'Give it a name' : undefined}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
        ) : null}
        {act === 'repoint' && refusal === null ? (
          <Radio.Group label="Image of the same size and SHA-256" value={chosen} onChange={setChosen}>
            <Stack gap={6} mt={6}>
              {candidates.map((image) => (
                <Radio key={image.id} value={image.id} label={image.label} />
              ))}
            </Stack>
          </Radio.Group>
        ) : null}
      </Stack>
      {refusal === null ? null : (
        <Notice tone="bad" title="Not possible now">
          {refusal.message} {refusal.hint}
        </Notice>
      )}
      {failure === null ? null : <ErrorAlert error={failure} />}
      <DialogFooter
        submitLabel={texts.confirm}
        danger={texts.danger}
        pending={pending}
        disabled={refusal !== null || (act === 'save' && label.trim() === '')}
      />
    </form>
  );
}

function perform(
  act: StorageAct,
  { machineId: id, number }: DiskActTarget,
  { label, chosen }: { label: string; chosen: string | null },
): Promise<ActStarted> {
  const { storage } = api;
  switch (act) {
    case 'save':
      return storage.save({ id, number, label: label.trim() });
    case 'merge':
      return storage.merge({ id, number });
    case 'restamp':
      return storage.restamp({ id, number });
    case 'renew':
      return storage.renew({ id, number });
    case 'repoint':
      return storage.repoint({ id, number, imageId: imageId.parse(chosen) });
    case 'reclaim':
      return storage.reclaim({ id, number });
  }
}
