import { Checkbox, Select, Stack } from '@mantine/core';
import { modals } from '@mantine/modals';
import {
  guestDevice,
  sameChannel,
  type ChannelChoice,
  type ConsoleName,
  type LineChannel,
  type Machine,
} from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { Notice } from '../../components/notice.tsx';
import { useDialogDeed } from '../../components/use-dialog-deed.ts';
import { api } from '../../lib/api-client.ts';
import { draftOf, readDraft } from './channel-draft.ts';
import { ChannelFields } from './channel-fields.tsx';
import { freeLines } from './free-lines.ts';
import { saveLine } from './save-line.ts';

export interface LineDialogProps {
  machine: Machine;
  /** Lines that have a channel already. */
  taken: readonly ConsoleName[];
  choices: readonly ChannelChoice[];
  /** The line to change; null: a new one. */
  line: { name: ConsoleName; channel: LineChannel } | null;
  onSaved: () => void;
}

export function openLineDialog(props: LineDialogProps): void {
  modals.open({
    title: props.line === null ? 'Add a line' : `Change ${props.line.name}`,
    children: <LineDialog {...props} />,
  });
}

function LineDialog({ machine, taken, choices, line, onSaved }: LineDialogProps): ReactNode {
  const [free] = useState(() => freeLines(taken));
  const [name, setName] = useState<ConsoleName | null>(line?.name ?? free[0] ?? null);
  const [draft, setDraft] = useState(() => draftOf(line?.channel ?? { kind: 'browser' }));
  const [portAgreed, setPortAgreed] = useState(line?.channel.kind === 'port');
  const [now, setNow] = useState(false);
  const [asked, setAsked] = useState(false);
  const [saved, setSaved] = useState<LineChannel | null>(null);
  const { pending, failure, run } = useDialogDeed();
  const { channel, problem } = readDraft(draft);
  const mustAgree = draft.kind === 'port' && !portAgreed;
  const runs = machine.state.phase === 'running';

  const save = (target: ConsoleName, wanted: LineChannel): Promise<void> =>
    run(async () => {
      if (saved === null || !sameChannel(saved, wanted))
        await saveLine(machine, { name: target, channel: wanted });
      setSaved(wanted);
      if (now && runs) await api.lines.apply({ id: machine.id, name: target, channel: wanted });
    }).finally(onSaved);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (name !== null && channel !== null && !mustAgree) void save(name, channel);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {line === null ? (
          <Select
            label="Line"
            description={name === null ? undefined : `${guestDevice(name)} in the guest`}
            data={free.map((value) => ({ value, label: value }))}
            value={name}
            searchable
            openOnFocus={false}
            allowDeselect={false}
            disabled={saved !== null}
            data-autofocus
            onChange={(picked) => {
              setName(free.find((known) => known === picked) ?? name);
            }}
          />
        ) : null}
        <ChannelFields
          draft={draft}
          choices={choices}
          problem={asked ? (problem ?? undefined) : undefined}
          portAgreed={portAgreed}
          portProblem={asked && mustAgree ? 'Agree to it, or choose another channel' : undefined}
          onDraft={(changes) => {
            setDraft((before) => ({ ...before, ...changes }));
          }}
          onPortAgreed={setPortAgreed}
        />
        {runs ? (
          <Checkbox
            label="Change it in the running machine as well"
            description="Otherwise it changes at the next start; a reboot of the guest is none."
            checked={now}
            onChange={(event) => {
              setNow(event.currentTarget.checked);
            }}
          />
        ) : null}
      </Stack>
      {failure === null ? null : <ErrorAlert error={failure} />}
      {failure !== null && saved !== null ? (
        <Notice tone="warn">It is saved all the same: the next start changes it.</Notice>
      ) : null}
      <DialogFooter submitLabel={line === null ? 'Add' : 'Save'} pending={pending} />
    </form>
  );
}
