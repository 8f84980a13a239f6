import { List, Radio, Stack } from '@mantine/core';
import type { StorageAct, StorageConsequences } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorAlert } from '../components/confirm-dialog.tsx';
import { DialogFooter } from '../components/dialog-footer.tsx';
import { Notice } from '../components/notice.tsx';
import { notifyTaskDone } from '../components/notify.ts';
import { useDialogDeed } from '../components/use-dialog-deed.ts';
import { readSize } from '../components/size-input.tsx';
import { refusedFields } from '../lib/refused-fields.ts';
import { ACT_TEXTS } from './disk-act-text.ts';
import type { DiskActTarget } from './disk-act-target.ts';
import { EnlargeFields } from './enlarge-fields.tsx';
import { performDiskAct } from './perform-disk-act.ts';
import { SaveFields } from './save-fields.tsx';
import { openTaskDrawer } from './task-drawer-store.ts';
import { whenTaskEnds } from './when-task-ends.ts';

const MIB = 1_048_576;

export interface DiskActFormProps {
  act: StorageAct;
  target: DiskActTarget;
  data: StorageConsequences;
}

/** What becomes of whom, what has to be chosen, and the deed. */
export function DiskActForm({ act, target, data }: DiskActFormProps): ReactNode {
  const { consequences, lostBytes, candidates } = data;
  const [label, setLabel] = useState(target.machineName);
  const [size, setSize] = useState<number | string>(
    act === 'enlarge' ? Math.ceil(target.sizeBytes / MIB) : '',
  );
  const [asked, setAsked] = useState(false);
  const [chosen, setChosen] = useState<string | null>(candidates[0]?.id ?? null);
  const { pending, failure, forget, run } = useDialogDeed();
  const { confirm, danger } = ACT_TEXTS[act];
  const sizeProblem = act === 'enlarge' ? readSize(size).problem : undefined;
  const { sizeMiB: refusedSize } = refusedFields(failure, act === 'enlarge' ? ['sizeMiB'] : []);
  const isNameless = act === 'save' && label.trim() === '';

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (isNameless || sizeProblem !== undefined) return;
    const perform = () => performDiskAct(act, target, { label, size, chosen });
    void run(perform, ({ taskId, summary }) => {
      if (summary !== null) {
        notifyTaskDone(taskId, summary);
        return;
      }
      // It takes longer: there it is watched and cancelled.
      openTaskDrawer();
      whenTaskEnds(taskId, target.onDone);
    }).finally(target.onDone);
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <List size="sm" spacing={6} withPadding={false}>
          {consequences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
        {act === 'save' ? (
          <SaveFields
            label={label}
            size={size}
            onLabel={(next) => {
              setLabel(next);
              forget();
            }}
            onSize={(next) => {
              setSize(next);
              forget();
            }}
          />
        ) : null}
        {act === 'enlarge' ? (
          <EnlargeFields
            device={target.device}
            size={size}
            problem={asked ? (sizeProblem ?? refusedSize) : undefined}
            onSize={(next) => {
              setSize(next);
              forget();
            }}
          />
        ) : null}
        {act === 'repoint' ? (
          <Radio.Group label="Image of the same size and SHA-256" value={chosen} onChange={setChosen}>
            <Stack gap={8} mt={6}>
              {candidates.map((image) => (
                <Radio key={image.id} value={image.id} label={image.label} />
              ))}
            </Stack>
          </Radio.Group>
        ) : null}
      </Stack>
      {act === 'merge' || lostBytes > 0 ? <Notice tone="bad">This cannot be undone.</Notice> : null}
      {failure === null || refusedSize !== undefined ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel={confirm} danger={danger} pending={pending} disabled={isNameless} />
    </form>
  );
}
